using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Newsletter.Load;

/// <summary>A server that was started for the measurement. It is ended by its own id.</summary>
internal sealed class Running : IAsyncDisposable
{
    private static readonly HttpClient Asking = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Process process;

    private Running(Process process, string origin, double coldMs) => (this.process, Origin, ColdMs) = (process, origin, coldMs);

    public string Origin { get; }

    /// <summary>From the start of the process to the first good answer.</summary>
    public double ColdMs { get; }

    /// <summary>What it holds of the machine's memory.</summary>
    public double ResidentMb => Memory("VmRSS:");

    /// <summary>The most that it ever held.</summary>
    public double PeakMb => Memory("VmHWM:");

    /// <param name="ready">The path that must answer 200.</param>
    public static async Task<Running> StartAsync(string program, Func<string, string[]> arguments, string ready, IReadOnlyDictionary<string, string>? environment = null)
    {
        var origin = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(program, arguments(origin)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await IsReadyAsync(origin + ready))
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2)) throw new InvalidOperationException($"{program} does not answer: {string.Join('\n', said.TakeLast(20))}");
            await Task.Delay(5);
        }
        return new(process, origin, watch.Elapsed.TotalMilliseconds);
    }

    private double Memory(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..^2], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(string url)
    {
        try
        {
            using var answer = await Asking.GetAsync(new Uri(url));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
