using System.Collections.Concurrent;
using System.Diagnostics;

namespace Newsletter.Testing;

/// <summary>The program as a process of its own, for tests that kill it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start)
    {
        process = new() { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The program ended before it served: {string.Join('\n', output)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it serves, as soon as it does.</summary>
    public Task<Uri> Address => address.Task;

    /// <summary>Since when it has served; null before.</summary>
    public DateTimeOffset? ServesSince { get; private set; }

    /// <summary>Starts the program that lies beside the tests and does not wait until it serves.</summary>
    public static ServerProcess Start(TestDatabase database, string? storage = null)
    {
        var settings = new Dictionary<string, string?>(TestServer.SettingsFor(database)) { ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information" };
        if (storage is not null) settings["Storage:Root"] = storage;
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Newsletter.Api.dll"), .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        return new(new(Requirement.Program("dotnet", "dotnet.exe"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
    }

    /// <summary>Ends it at once, as a power cut would: SIGKILL where there are signals.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        output.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            ServesSince = TimeProvider.System.GetUtcNow();
            address.TrySetResult(new(line[(at + Listening.Length)..].Trim()));
        }
    }
}
