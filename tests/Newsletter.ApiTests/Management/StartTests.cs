using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Api;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

/// <summary>A start lets readers in first; all others wait until what they need is there.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Readers_are_answered_while_editing_is_not_yet_prepared(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, MigratedDatabase.Template);
        await using var app = Build(database);
        var address = await LetReadersInAsync(app);
        using var reader = TestServer.Client(address, null);
        using var owner = TestServer.Client(address, TestServer.OwnerKey);

        (await reader.GetReplyAsync("/api/v1/articles")).Is(200);
        (await reader.GetReplyAsync("/health/live")).Is(200);
        (await reader.GetReplyAsync("/health/ready")).Is(503);
        // The key of the settings is made with the rest, so whoever reads with it waits too.
        var waiting = new[] { owner.GetReplyAsync("/manage/v1/articles"), owner.GetReplyAsync("/api/v1/articles"), reader.GetReplyAsync("/.well-known/openid-configuration") };
        await Task.Delay(Moment, Token);
        Assert.DoesNotContain(waiting, request => request.IsCompleted);

        await app.PrepareEditingAsync();
        foreach (var request in waiting) (await request.WaitAsync(Patience, Token)).Is(200);
        (await reader.GetReplyAsync("/health/ready")).Is(200);
        await app.StopAsync(Token);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Whoever_comes_to_closed_delivery_waits(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine, MigratedDatabase.Template);
        await using var app = Build(database, "--Delivery:Anonymous=Closed");
        using var reader = TestServer.Client(await LetReadersInAsync(app), null);
        var waiting = reader.GetReplyAsync("/api/v1/articles");
        await Task.Delay(Moment, Token);
        Assert.False(waiting.IsCompleted);
        await app.PrepareEditingAsync();
        (await waiting.WaitAsync(Patience, Token)).Is(401);
        await app.StopAsync(Token);
    }

    private static WebApplication Build(TestDatabase database, params string[] more) =>
        Server.Build([.. TestServer.SettingsFor(database).Select(setting => $"--{setting.Key}={setting.Value}"), .. more]);

    private static async Task<Uri> LetReadersInAsync(WebApplication app)
    {
        Assert.True(await app.PrepareAsync());
        await app.StartAsync(Token);
        return new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
