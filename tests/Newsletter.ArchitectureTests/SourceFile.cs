using System.Text.RegularExpressions;
using Newsletter.Testing;

namespace Newsletter.ArchitectureTests;

/// <summary>A file of the production code; its path is relative to the root, with slashes.</summary>
internal sealed partial record SourceFile(string Path, string Code)
{
    public static IReadOnlyList<SourceFile> All { get; } = [.. Read("src", "*.cs"), .. Read("migrations", "*.cs"), .. Read("src", "*.csproj"), .. Read("migrations", "*.csproj")];

    public static IEnumerable<SourceFile> Under(string folder) => All.Where(file => file.IsUnder(folder));

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>"path: text" for everything in the code that matches.</summary>
    public IEnumerable<string> Matches(Regex regex) => regex.Matches(Code).Select(match => $"{Path}: {match.Value}");

    private static IEnumerable<SourceFile> Read(string folder, string pattern) =>
        from path in Directory.EnumerateFiles(RepositoryRoot.Combine(folder), pattern, SearchOption.AllDirectories)
        let relative = System.IO.Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/')
        where !relative.Contains("/bin/", StringComparison.Ordinal) && !relative.Contains("/obj/", StringComparison.Ordinal)
        select new SourceFile(relative, LineComment().Replace(File.ReadAllText(path), ""));

    // A comment may name what code must not; the colon spares addresses in strings.
    [GeneratedRegex(@"(?<!:)//.*")]
    private static partial Regex LineComment();
}
