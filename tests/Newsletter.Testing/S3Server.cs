using System.Diagnostics;
using System.Globalization;

namespace Newsletter.Testing;

/// <summary>A server on loopback that speaks S3 and is not ours, as a process of its own that can be ended and started again where it was.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private const string Bucket = "media";

    /// <summary>The one account that the server has.</summary>
    private const string Key = "S3RVER";

    private static readonly NodeScripts Scripts = new("S3");
    private static readonly Lazy<Task<S3Server>> Shared = new(StartSharedAsync);

    private readonly string folder = Directory.CreateTempSubdirectory("newsletter-s3-").FullName;
    private Process? process;
    private int port;

    private S3Server()
    {
    }

    /// <summary>For tests that leave it running; each takes a prefix of its own.</summary>
    public static Task<S3Server> SharedAsync() => Shared.Value;

    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        await server.RunAsync();
        return server;
    }

    /// <summary>What the application needs to keep its files there, as configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> SettingsFor(string prefix) => new Dictionary<string, string?>
    {
        ["Media:Store"] = "S3",
        ["S3:Endpoint"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ["S3:Bucket"] = Bucket,
        ["S3:Prefix"] = prefix,
        ["S3:AccessKey"] = Key,
        ["S3:SecretKey"] = Key,
        ["S3:ForcePathStyle"] = "true",
    };

    /// <summary>Starts it again at the same address, with what it kept.</summary>
    public async Task RunAsync()
    {
        process = Scripts.Start("server.js", folder, Bucket, port.ToString(CultureInfo.InvariantCulture));
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The S3 server ended before it served.");
        port = int.Parse(line, CultureInfo.InvariantCulture);
    }

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>From here on it takes connections and answers nothing.</summary>
    public void Freeze()
    {
        using var signal = Process.Start(Requirement.Program("kill"), ["-STOP", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<S3Server> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
