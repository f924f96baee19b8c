using System.Diagnostics;

namespace Newsletter.Testing;

/// <summary>A command of the program that lies beside the tests, as a process of its own that has ended.</summary>
public sealed record CommandRun(int Code, string Text, string Errors)
{
    /// <param name="settings">Beside those of the database; a key without a colon is an environment variable.</param>
    public static async Task<CommandRun> OfAsync(TestDatabase database, IReadOnlyDictionary<string, string?>? settings, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Requirement.Program("dotnet", "dotnet.exe"), [Path.Combine(AppContext.BaseDirectory, "Newsletter.Api.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in database.Settings.Concat(settings ?? new Dictionary<string, string?>())) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["Logging__LogLevel__LuckyPennySoftware.AutoMapper.License"] = "None";
        using var process = Process.Start(start)!;
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await text, await errors);
    }
}
