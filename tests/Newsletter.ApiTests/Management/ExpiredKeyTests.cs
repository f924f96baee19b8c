using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Application;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

/// <summary>An idempotency key holds for 24 hours.</summary>
public abstract class ExpiredKeyTests(Engine engine) : ApiTests(engine)
{
    private const string Path = "/manage/v1/tags";

    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_key_is_free_again_after_a_day()
    {
        (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"title\":\"First\",\"kind\":\"topic\"}", idempotencyKey: "k")).Is(201);
        Clock.Advance(TimeSpan.FromHours(23.9));
        (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"title\":\"Second\",\"kind\":\"topic\"}", idempotencyKey: "k")).IsProblem(422, "idempotency_key_reused");
        Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal("Second", (string?)(await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"title\":\"Second\",\"kind\":\"topic\"}", idempotencyKey: "k")).Is(201).Data["title"]);
    }

    [Fact]
    public async Task Answers_of_expired_keys_are_removed()
    {
        (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"title\":\"Old\",\"kind\":\"topic\"}", idempotencyKey: "old")).Is(201);
        Clock.Advance(TimeSpan.FromHours(23));
        (await Owner.SendTextAsync(HttpMethod.Post, Path, "{\"title\":\"New\",\"kind\":\"topic\"}", idempotencyKey: "new")).Is(201);
        Clock.Advance(TimeSpan.FromHours(1.5));
        for (var attempt = 0; (await KeysAsync()).Count > 1 && attempt < 100; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Clock.Advance(TimeSpan.FromMinutes(6));
        }
        Assert.Equal(["new"], await KeysAsync());
    }

    private async Task<List<string>> KeysAsync()
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEditorialDb>().IdempotentAnswers.Select(answer => answer.Key).ToListAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class ExpiredKeysOnSqlite() : ExpiredKeyTests(Engine.Sqlite);

public sealed class ExpiredKeysOnPostgreSql() : ExpiredKeyTests(Engine.PostgreSql);
