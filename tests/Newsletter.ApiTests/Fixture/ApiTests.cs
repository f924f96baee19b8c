using Microsoft.Extensions.Time.Testing;
using Newsletter.Testing;

namespace Newsletter.ApiTests;

/// <summary>The base of tests over HTTP: a server with a database of its own for each test. Subclass it once for each engine.</summary>
public abstract class ApiTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    private TestServer? server;

    protected TestServer Server => server ?? throw new InvalidOperationException("The server is there from InitializeAsync on.");
    protected HttpClient Owner => Server.Owner;
    protected HttpClient Anonymous => Server.Anonymous;

    /// <summary>Override to give the server a clock that the test moves.</summary>
    protected virtual FakeTimeProvider? Clock => null;

    /// <summary>Override to start the server with settings of the test's own.</summary>
    protected virtual IReadOnlyDictionary<string, string?>? Settings => null;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        server = await TestServer.StartAsync(Database, Clock, Settings);
    }

    public override async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
