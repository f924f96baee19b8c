using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Newsletter.Load;

/// <summary>What wrk measured. Times in milliseconds.</summary>
internal sealed record Measured(double PerSecond, double P50, double P99, int Bytes, int Errors)
{
    /// <summary>Of several runs the one in the middle.</summary>
    public static Measured Median(IReadOnlyCollection<Measured> runs) => runs.OrderBy(run => run.PerSecond).ElementAt(runs.Count / 2);
}

/// <summary>Drives a server with wrk: two threads, 32 connections, paths in turn.</summary>
internal sealed class Wrk(string work, int connections = 32)
{
    /// <summary>Seconds of one step of warming up.</summary>
    private const int Step = 3;

    /// <summary>Steps without progress after which a server is warm.</summary>
    private const int Patience = 3;

    private const string Script = """
        local threads = 0
        function setup(thread) thread:set("tid", threads); threads = threads + 1 end
        function init(args)
          local headers = {}
          for line in (os.getenv("LOAD_HEADERS") or ""):gmatch("[^\n]+") do
            local name, value = line:match("^([^:]+):%s*(.*)$")
            if name then headers[name] = value end
          end
          requests = {}
          for line in io.lines(os.getenv("LOAD_PATHS")) do
            if #line > 0 then requests[#requests + 1] = wrk.format("GET", line, headers) end
          end
          at = math.floor(tid * #requests / 2) % #requests
        end
        function request() at = at % #requests + 1; return requests[at] end
        function done(summary, latency, all)
          local e = summary.errors
          io.write(string.format('RESULT [%d,%d,%d,%d,%d,%d]\n', summary.requests, summary.duration, summary.bytes,
            e.status + e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99)))
        end
        """;

    /// <param name="warm">The longest that it is driven before, until it gets no faster; 0 for not at all.</param>
    public async Task<Measured> RunAsync(string origin, IEnumerable<string> paths, int seconds, int warm, string headers = "")
    {
        var (script, list) = (Path.Combine(work, "wrk.lua"), Path.Combine(work, "paths.txt"));
        await File.WriteAllTextAsync(script, Script);
        await File.WriteAllLinesAsync(list, paths);
        await Warming.UntilSteadyAsync(warm, Step, Patience, async () => (await OnceAsync(origin, script, list, headers, Step)).PerSecond);
        return await OnceAsync(origin, script, list, headers, seconds);
    }

    private async Task<Measured> OnceAsync(string origin, string script, string list, string headers, int seconds)
    {
        var start = new ProcessStartInfo("wrk", ["-t", "2", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", $"{seconds}s", "--timeout", "10s", "-s", script, origin])
        {
            RedirectStandardOutput = true,
            Environment = { ["LOAD_PATHS"] = list, ["LOAD_HEADERS"] = headers },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal)) ?? throw new InvalidOperationException("wrk says: " + output);
        var n = JsonSerializer.Deserialize<long[]>(line[7..])!;
        return new(n[0] / (n[1] / 1e6), n[4] / 1e3, n[5] / 1e3, (int)(n[2] / Math.Max(1, n[0])), (int)n[3]);
    }
}
