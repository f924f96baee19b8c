using System.Diagnostics;
using System.Text.Json;

namespace Newsletter.UnitTests.Body;

/// <summary>Runs the scripts in <c>to-html</c> with packages that are installed once per run, outside the source tree.</summary>
internal static class NodeScripts
{
    private static readonly string[] Files = ["package.json", "render.js", "validate.js"];
    private static readonly Lazy<string> Folder = new(Install);

    public static string?[] Run(string script, object input)
    {
        if (!IsOnPath("npm") || !IsOnPath("node"))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "node and npm are needed on the build server.");
            Assert.Skip("node and npm are not on PATH.");
        }
        var output = Execute(Folder.Value, "node", [script], JsonSerializer.Serialize(input, ContentJson.Options));
        return JsonSerializer.Deserialize<string?[]>(output)!;
    }

    private static bool IsOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".cmd")));

    private static string Install()
    {
        var folder = Directory.CreateTempSubdirectory("newsletter-body-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (var file in Files) File.Copy(Path.Combine(AppContext.BaseDirectory, "Body", "to-html", file), Path.Combine(folder, file));
        Execute(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"], "");
        return folder;
    }

    private static string Execute(string folder, string file, IEnumerable<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{file}: {error.Result}");
        return output.Result;
    }
}
