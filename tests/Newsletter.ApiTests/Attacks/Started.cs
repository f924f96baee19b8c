using Microsoft.Extensions.DependencyInjection;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Attacks;

/// <summary>A server with settings of one test's own; requests are counted, as in earnest.</summary>
internal sealed class Started(TestDatabase database, TestServer server) : IAsyncDisposable
{
    public TestServer Server => server;
    public TestDatabase Database => database;

    public static Task<Started> Async(params (string Name, string Value)[] settings) => Async(Engine.Sqlite, null, settings);

    public static async Task<Started> Async(Engine engine, Action<IServiceCollection>? configure, params (string Name, string Value)[] settings)
    {
        var database = await TestDatabase.CreateAsync(engine, MigratedDatabase.Template);
        var all = new Dictionary<string, string?> { ["Limits:Enabled"] = "true", ["Limits:Cost"] = "2000" };
        foreach (var (name, value) in settings) all[name] = value;
        try
        {
            return new(database, await TestServer.StartAsync(database, settings: all, configure: configure));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await database.DisposeAsync();
    }
}
