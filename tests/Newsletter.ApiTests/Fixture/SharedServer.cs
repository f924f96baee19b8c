using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests;

/// <summary>One server for all tests of a class, started by the first.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private (TestDatabase Database, TestServer Server)? running;

    internal async Task<TestServer> OnAsync(Engine engine, IReadOnlyDictionary<string, string?>? settings)
    {
        if (running is null)
        {
            var database = await TestDatabase.CreateAsync(engine, MigratedDatabase.Template);
            running = (database, await TestServer.StartAsync(database, settings: settings));
        }
        return running.Value.Server;
    }

    internal TestDatabase Database => running?.Database ?? throw new InvalidOperationException("The database is there with the server.");

    public async ValueTask DisposeAsync()
    {
        if (running is not { } started) return;
        await started.Server.DisposeAsync();
        await started.Database.DisposeAsync();
    }
}

/// <summary>The base of tests over HTTP that need no clock and no empty database: they share a server, so each brings data under names of its own.</summary>
public abstract class SharedServerTests(Engine engine, SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private TestServer? server;

    protected TestServer Server => server ?? throw new InvalidOperationException("The server is there from InitializeAsync on.");
    protected TestDatabase Database => shared.Database;
    protected HttpClient Owner => Server.Owner;
    protected HttpClient Anonymous => Server.Anonymous;

    /// <summary>Override to start the server with settings of the class's own.</summary>
    protected virtual IReadOnlyDictionary<string, string?>? Settings => null;

    public async ValueTask InitializeAsync() => server = await shared.OnAsync(engine, Settings);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A slug that no other test has.</summary>
    protected static string Unique(string stem) => $"{stem}-{Guid.NewGuid():N}";
}
