using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.OpenApi;
using Newsletter.Application.Access;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>A server with the hidden world, for all tests of a class.</summary>
public sealed class LeakServer : IAsyncDisposable
{
    private TestDatabase? database;
    private TestServer? server;

    internal HttpClient Anonymous => server!.Anonymous;

    /// <summary>Has a key that may read what is published.</summary>
    internal HttpClient Partner { get; private set; } = null!;
    internal HiddenWorld World { get; private set; } = null!;
    internal Questions Questions { get; private set; } = null!;

    internal async Task StartAsync(Engine engine)
    {
        if (server is not null) return;
        database = await TestDatabase.CreateAsync(engine, MigratedDatabase.Template);
        server = await TestServer.StartAsync(database, new FakeTimeProvider(new(2026, 3, 6, 9, 0, 0, TimeSpan.Zero)));
        await using var scope = server.Services.CreateAsyncScope();
        Partner = server.Client(await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("partner", ["content:read"], null, default));
        World = new(server);
        await World.FillAsync();
        Questions = new(await DocumentedApi.ReadAsync(server, "delivery"), World);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null) return;
        Partner.Dispose();
        await server.DisposeAsync();
        await database!.DisposeAsync();
    }
}
