using System.Diagnostics;

namespace Newsletter.Testing;

/// <summary>Runs the scripts of a folder, with the packages that its package.json names. They are installed once per run, outside the source tree.</summary>
/// <param name="folder">Where the scripts lie beside the tests.</param>
public sealed class NodeScripts(string folder)
{
    private readonly Lazy<string> installed = new(() => Install(Path.Combine(AppContext.BaseDirectory, folder)));

    /// <returns>What the script writes to its standard output. A script that fails fails the test with what it says.</returns>
    public string Run(string script, string input, params string[] arguments)
    {
        Requirement.Program("npm", "npm.cmd");
        return Execute(installed.Value, Requirement.Program("node", "node.exe"), [script, .. arguments], input);
    }

    /// <summary>Starts a script that goes on until its input is closed, which happens at the latest when this process ends.</summary>
    public Process Start(string script, params string[] arguments)
    {
        Requirement.Program("npm", "npm.cmd");
        return Process.Start(new ProcessStartInfo(Requirement.Program("node", "node.exe"), [script, .. arguments])
        {
            WorkingDirectory = installed.Value,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static string Install(string source)
    {
        var target = Directory.CreateTempSubdirectory("newsletter-node-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(target, recursive: true);
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        Execute(target, Requirement.Program("npm", "npm.cmd"), ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"], "");
        return target;
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
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{Path.GetFileName(file)} {string.Join(' ', arguments)}: {error.Result}{output.Result}");
    }
}
