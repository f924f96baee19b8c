namespace Newsletter.Testing;

public static class RepositoryRoot
{
    /// <summary>The folder that holds the solution, found from where the tests were built.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Combine(params IEnumerable<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Newsletter.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"There is no Newsletter.sln in {start} or above it.");
    }
}
