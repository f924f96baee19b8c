using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.ApiTests.Management;
using Newsletter.Application;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Schedules;

/// <summary>SQLite serves one process only.</summary>
public sealed class TwoProcessesTests() : ApiTests(Engine.PostgreSql)
{
    private const int Count = 200;

    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Two_processes_publish_everything_once()
    {
        await using var other = await TestServer.StartAsync(Database, Clock, new Dictionary<string, string?> { ["Storage:Root"] = Database.StorageFolder + "/other" });
        for (var n = 0; n < Count; n++)
        {
            var article = await Samples.CreateAsync(Owner, "articles", write => (write["tags"], write["authors"]) = (new JsonArray(), new JsonArray()));
            (await Owner.SendTextAsync(HttpMethod.Post, article.Address("articles") + "/publish", "{\"at\":\"2026-03-01T13:00:00Z\"}", article.Tag())).Is(200);
        }
        var before = await PublishedAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        for (var attempt = 0; attempt < 600 && ((JsonArray)(await Owner.ReadAsync("/manage/v1/schedules?state=pending&limit=1"))["data"]!).Count > 0; attempt++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(50);
        }
        var done = (JsonArray)(await Owner.ReadAsync($"/manage/v1/schedules?state=done&limit=500"))["data"]!;
        Assert.Equal(Count, done.Count);
        var after = await PublishedAsync();
        Assert.Equal(Count, after.Count - before.Count);
        Assert.Equal(after.Count, after.Distinct().Count());
    }

    private async Task<IReadOnlyList<Guid>> PublishedAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Log.Where(entry => entry.Type == "article").Select(entry => entry.ItemId).ToListAsync();
    }
}
