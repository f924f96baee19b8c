using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests;

/// <summary>What uploads leave on the disk.</summary>
internal static class MediaFolders
{
    public static string Staging(this TestDatabase database) => Directory.CreateDirectory(Path.Combine(database.StorageFolder, "staging")).FullName;

    public static IReadOnlyList<string> Staged(this TestDatabase database) => [.. Directory.EnumerateFileSystemEntries(database.Staging()).Select(path => Path.GetFileName(path)).Order()];

    /// <summary>The files in the store, under their keys; nothing may be on its way there.</summary>
    public static IReadOnlyList<string> Stored(this TestDatabase database)
    {
        Assert.Empty(database.Staged());
        var root = Path.Combine(database.StorageFolder, "media");
        return !Directory.Exists(root) ? [] : [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order()];
    }

    /// <summary>Waits for what a server does by itself.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        for (var attempt = 0; !isSo(); attempt++)
        {
            Assert.True(attempt < 1200, otherwise);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
