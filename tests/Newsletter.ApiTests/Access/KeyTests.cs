using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Api.Auth;
using Newsletter.ApiTests.Management;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;
using Newsletter.Testing;
using Npgsql;
using Xunit;

namespace Newsletter.ApiTests.Access;

public abstract class KeyTests(Engine engine) : ApiTests(engine)
{
    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Every_operation_of_management_takes_a_key_with_its_scope()
    {
        var expired = await Server.KeyAsync(Scopes.All, Clock.GetUtcNow().AddMinutes(1));
        Clock.Advance(TimeSpan.FromMinutes(2));
        var operations = Operations();
        Assert.True(operations.Count > 80, $"{operations.Count} operations");
        using var late = Server.Client(expired);
        using var unknown = Server.Client("nlk_unknown");
        var without = new Dictionary<string, HttpClient>();
        foreach (var (method, path, scopes) in operations)
        {
            Assert.True(scopes.Count > 0, $"{method} {path} names no scope.");
            if (method == HttpMethod.Head)
            {
                // Its answers have no body to say more.
                foreach (var client in new[] { Anonymous, unknown, late }) (await client.SendTextAsync(method, path, null)).Is(401);
                using var other = Server.Client(await Server.KeyAsync([.. Scopes.All.Except(scopes)]));
                (await other.SendTextAsync(method, path, null)).Is(403);
                continue;
            }
            Assert.Contains("Bearer", (await Anonymous.SendTextAsync(method, path, null)).IsProblem(401, "unauthenticated").Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            (await unknown.SendTextAsync(method, path, null)).IsProblem(401, "unauthenticated");
            (await late.SendTextAsync(method, path, null)).IsProblem(401, "unauthenticated");
            var missing = string.Join(' ', scopes);
            if (!without.TryGetValue(missing, out var lacking)) without[missing] = lacking = Server.Client(await Server.KeyAsync([.. Scopes.All.Except(scopes)]));
            var refused = (await lacking.SendTextAsync(method, path, null)).IsProblem(403, "forbidden");
            Assert.Contains(scopes[0], (string?)refused.Json["detail"], StringComparison.Ordinal);
            Assert.Contains("insufficient_scope", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
        foreach (var client in without.Values) client.Dispose();
    }

    [Fact]
    public async Task A_reader_of_what_is_published_sees_no_working_copy()
    {
        using var partner = Server.Client(await Server.KeyAsync(Scopes.Roles["partner"]));
        var article = await Samples.CreateAsync(Owner, "articles");
        foreach (var path in new[] { "/manage/v1/articles", article.Address("articles"), article.Address("articles") + "/referencing" }) (await partner.GetReplyAsync(path)).IsProblem(403, "forbidden");
    }

    [Theory]
    [InlineData("Basic b3duZXI6eA==")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("bearer x y")]
    [InlineData("nlk_x")]
    public async Task Nothing_but_a_known_key_is_a_key(string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/manage/v1/tags");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        (await Anonymous.AskAsync(request)).IsProblem(401, "unauthenticated");
        (await Anonymous.GetReplyAsync($"/manage/v1/tags?access_token={TestServer.OwnerKey}")).IsProblem(400, "key_in_query");
    }

    [Fact]
    public async Task Who_may_not_publish_saves_drafts()
    {
        using var contributor = Server.Client(await Server.KeyAsync(Scopes.Roles["contributor"]));
        var tag = await contributor.CreateAsync("tags", new { title = "Mine", slug = "mine" });
        Assert.Equal("draft", (string?)tag["status"]);
        (await Anonymous.GetReplyAsync("/api/v1/tags/mine")).Is(404);
        (await contributor.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), "{\"status\":\"published\"}", tag.Tag())).IsProblem(403, "forbidden");
        (await contributor.SendTextAsync(HttpMethod.Post, "/manage/v1/tags", "{\"title\":\"x\",\"status\":\"published\"}")).IsProblem(403, "forbidden");
        (await contributor.SendTextAsync(HttpMethod.Post, tag.Address("tags") + "/publish", null, tag.Tag())).IsProblem(403, "forbidden");
        (await Pictures.PostAsync(contributor, Pictures.Form(Pictures.Make()))).IsProblem(403, "forbidden");

        // What an editor published, a contributor's change waits beside.
        tag = await Owner.PublishAsync("tags", tag);
        var changed = (await contributor.SendTextAsync(HttpMethod.Patch, tag.Address("tags"), "{\"title\":\"Changed\"}", tag.Tag())).Is(200).Data;
        Assert.Equal(("published", true), ((string?)changed["status"], (bool)changed["hasUnpublishedChanges"]!));
        Assert.Equal("Mine", (string?)(await Anonymous.GetReplyAsync("/api/v1/tags/mine")).Data["title"]);
    }

    [Fact]
    public async Task Who_may_not_publish_does_not_change_what_readers_see_by_deleting_it()
    {
        using var contributor = Server.Client(await Server.KeyAsync(Scopes.Roles["contributor"]));
        var article = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        (await contributor.SendTextAsync(HttpMethod.Delete, article.Address("articles"), null, article.Tag())).IsProblem(403, "forbidden");
        (await Anonymous.GetReplyAsync($"/api/v1/articles/{article["id"]}")).Is(200);
        var draft = await Samples.CreateAsync(Owner, "articles");
        (await contributor.SendTextAsync(HttpMethod.Delete, draft.Address("articles"), null, draft.Tag())).Is(204);
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_kept()
    {
        var key = await Server.KeyAsync(Scopes.All);
        using var client = Server.Client(key);
        (await client.SendTextAsync(HttpMethod.Post, "/manage/v1/tags", "{\"title\":\"x\"}", idempotencyKey: "a")).Is(201);
        (await client.GetReplyAsync("/manage/v1/nonsense?" + key)).Is(404);
        var made = (await Owner.SendTextAsync(HttpMethod.Post, Keys.Path, "{\"name\":\"x\",\"role\":\"partner\"}", idempotencyKey: "b")).Is(201).Data;
        var rotated = (await Owner.SendTextAsync(HttpMethod.Post, Keys.Address(made["key"]!) + "/rotate", "{}", "\"1\"", "c")).Is(200).Data;
        var (first, second) = ((string)made["text"]!, (string)rotated["text"]!);
        Assert.NotEqual(first, second);
        var dump = await DumpAsync();
        Assert.Contains("bootstrap", dump, StringComparison.Ordinal);
        foreach (var secret in new[] { key, key.Split('_')[2], TestServer.OwnerKey, first.Split('_')[2], second.Split('_')[2] })
        {
            Assert.DoesNotContain(secret, dump, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), dump, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), dump, StringComparison.OrdinalIgnoreCase);
        }
    }

    private List<(HttpMethod Method, string Path, IReadOnlyList<string> Scopes)> Operations() =>
    [
        .. from endpoint in Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
           where path.StartsWith("/manage/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select (new HttpMethod(method), Regex.Replace(Regex.Replace(path.Replace("{idOrSlug}", "x", StringComparison.Ordinal), @"\{\w+:int\}", "1"), @"\{\w+:guid\}", Guid.Empty.ToString()), endpoint.Metadata.GetMetadata<NeedsScope>()?.Scopes ?? []),
    ];

    /// <summary>Everything in all tables, bytes as hexadecimal digits.</summary>
    private async Task<string> DumpAsync()
    {
        var sqlite = Database.Engine is Engine.Sqlite;
        await using DbConnection connection = sqlite ? new SqliteConnection(Database.ConnectionString) : new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var dump = new StringBuilder();
        foreach (var table in await ReadAsync(connection, sqlite ? "select '\"' || name || '\"' from sqlite_master where type = 'table'" : "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('editorial', 'delivery')"))
            foreach (var row in await ReadAsync(connection, $"select * from {table}")) dump.AppendLine(row);
        return dump.ToString();
    }

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) + Encoding.Latin1.GetString(bytes) : reader.GetValue(at).ToString())));
        return rows;
    }
}

public sealed class KeyOnSqlite() : KeyTests(Engine.Sqlite);

public sealed class KeyOnPostgreSql() : KeyTests(Engine.PostgreSql);
