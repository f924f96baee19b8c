using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Newsletter.Testing;
using Xunit;
using static System.Buffers.Text.Base64Url;

namespace Newsletter.ApiTests.Accounts;

/// <summary>People come with tokens of the newsroom's own identity provider, and forgers with theirs.</summary>
public abstract class ProviderTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    private Authority authority = null!;
    private TestServer server = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        authority = await Authority.StartAsync();
        server = await TestServer.StartAsync(Database, settings: Settings(("Accounts:Enabled", "false")));
    }

    public override async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (authority is not null) await authority.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_has_a_role_there_has_the_one_it_stands_for_here()
    {
        var me = (await AskAsync(authority.Token(), "/manage/v1/users/me")).Is(200).Data;
        Assert.Equal(("Ana Brandt", "user"), ((string?)me["name"], (string?)me["kind"]));
        Assert.Contains("content:publish", me["scopes"]!.AsArray().Select(scope => (string?)scope));
        Assert.Equal((string?)me["id"], (string?)(await AskAsync(authority.Token(token => token.Claims["name"] = "Another name"), "/manage/v1/users/me")).Data["id"]);
        Assert.NotEqual((string?)me["id"], (string?)(await AskAsync(authority.Token(token => token.Claims["sub"] = "person-2"), "/manage/v1/users/me")).Data["id"]);
        (await AskAsync(authority.Token(), "/manage/v1/users")).IsProblem(403, "forbidden");
        (await AskAsync(authority.Token(token => token.Claims["roles"] = "redaktion"), "/manage/v1/tags")).Is(200);
        (await AskAsync(authority.Token(token => token.TokenType = "JWT"), "/manage/v1/tags")).Is(200);
    }

    [Fact]
    public async Task A_contributor_from_there_works_on_his_own_only()
    {
        await server.Owner.CreateAsync("articles", new { slug = "theirs", title = "Theirs" });
        foreach (var roles in new[] { new[] { "frei" }, ["frei", "partner"] })
        {
            Assert.Empty((await AskAsync(authority.Token(token => token.Claims["roles"] = roles), "/manage/v1/articles")).Is(200).Json["data"]!.AsArray());
            (await AskAsync(authority.Token(token => token.Claims["roles"] = roles), "/manage/v1/articles/theirs")).IsProblem(404, "not_found");
        }
        (await AskAsync(authority.Token(token => token.Claims["roles"] = new[] { "frei", "redaktion" }), "/manage/v1/articles/theirs")).Is(200);
    }

    [Fact]
    public async Task Other_roles_give_nothing()
    {
        foreach (var roles in new object[] { Array.Empty<string>(), new[] { "owner", "editor", "Redaktion" }, "redaktion owner" })
            (await AskAsync(authority.Token(token => token.Claims["roles"] = roles), "/manage/v1/tags")).IsProblem(403, "forbidden");
        (await AskAsync(authority.Token(token => token.Claims["scope"] = "content:write"), "/manage/v1/audit")).Is(200);
        (await AskAsync(authority.Token(token => (token.Claims["roles"], token.Claims["scope"]) = (Array.Empty<string>(), "content:write")), "/manage/v1/tags")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_forged_or_misused_token_is_refused()
    {
        using var own = RSA.Create(2048);
        var forger = new SigningCredentials(new RsaSecurityKey(own) { KeyId = Authority.KeyId }, SecurityAlgorithms.RsaSha256);
        var good = authority.Token().Split('.');
        var now = DateTime.UtcNow;
        var bad = new Dictionary<string, string>
        {
            ["alg none"] = Assemble("{\"alg\":\"none\",\"typ\":\"at+jwt\"}", good[1], []),
            ["HS256 with the public key"] = Hmac(authority.PublicKey, good[1]),
            ["HS256 with the public key, without a line break"] = Hmac(authority.PublicKey.Trim(), good[1]),
            ["HS256 with nothing"] = Hmac("", good[1]),
            ["no signature"] = $"{good[0]}.{good[1]}.",
            ["another signature"] = $"{good[0]}.{good[1]}.{EncodeToString(RandomNumberGenerator.GetBytes(256))}",
            ["other content"] = $"{good[0]}.{EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(DecodeFromChars(good[1])).Replace("person-1", "person-2", StringComparison.Ordinal)))}.{good[2]}",
            ["a forger's key under the known name"] = authority.Token(token => token.SigningCredentials = forger),
            ["a key of an unknown name"] = authority.Token(token => token.SigningCredentials = new(new RsaSecurityKey(own) { KeyId = "other" }, SecurityAlgorithms.RsaSha256)),
            ["a path as the key's name"] = authority.Token(token => token.SigningCredentials = new(new RsaSecurityKey(own) { KeyId = "../../../../dev/null" }, SecurityAlgorithms.RsaSha256)),
            ["jku"] = authority.Token(token => token.SigningCredentials = forger, ("jku", authority.Issuer + "/forged-keys")),
            ["x5u"] = authority.Token(token => token.SigningCredentials = forger, ("x5u", authority.Issuer + "/forged-keys")),
            ["jwk"] = authority.Token(token => token.SigningCredentials = forger, ("jwk", JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(own.ExportParameters(false))).N)),
            ["expired"] = authority.Token(token => (token.NotBefore, token.Expires) = (now.AddMinutes(-10), now.AddMinutes(-2))),
            ["no expiry"] = authority.Token(token => token.Expires = null),
            ["not yet"] = authority.Token(token => (token.NotBefore, token.Expires) = (now.AddMinutes(2), now.AddMinutes(10))),
            ["another audience"] = authority.Token(token => token.Audience = "payroll"),
            ["no audience"] = authority.Token(token => token.Audience = null),
            ["another issuer"] = authority.Token(token => token.Issuer = "https://attacker.example"),
            ["another type"] = authority.Token(token => token.TokenType = "logout+jwt"),
            ["nobody"] = authority.Token(token => token.Claims.Remove("sub")),
            ["a weaker algorithm of the key"] = authority.Token(token => token.SigningCredentials = new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = Authority.KeyId }, SecurityAlgorithms.HmacSha256)),
            ["half a token"] = good[0],
            ["four parts"] = string.Join('.', good) + ".x",
            ["a very long one"] = "eyJ" + new string('a', 20_000),
        };
        (await AskAsync(string.Join('.', good), "/manage/v1/tags")).Is(200);
        foreach (var (name, token) in bad)
        {
            var answer = await AskAsync(token, "/manage/v1/tags");
            Assert.True(answer.Status == 401, $"{name}: {answer.Status}");
            answer.IsProblem(401, "unauthenticated");
        }
        Assert.False(authority.WasAskedForOther);
    }

    [Fact]
    public async Task Where_accounts_are_off_nobody_signs_in_here()
    {
        foreach (var path in new[] { "/account/sign-in", "/connect/authorize?client_id=swagger-ui", "/.well-known/openid-configuration" })
            Assert.Equal(404, (await server.Anonymous.GetReplyAsync(path)).Status);
    }

    [Fact]
    public async Task Both_can_be_on()
    {
        await server.DisposeAsync();
        server = await TestServer.StartAsync(Database, settings: Settings());
        (await AskAsync(authority.Token(), "/manage/v1/tags")).Is(200);
        (await server.Anonymous.GetReplyAsync("/account/sign-in")).Is(200);
        (await AskAsync(authority.Token(token => token.Audience = "payroll"), "/manage/v1/tags")).IsProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("Oidc:Audience", "")]
    [InlineData("Oidc:RoleMap:redaktion", "king")]
    public async Task Half_a_setting_stops_the_start(string name, string value) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestServer.StartAsync(Database, settings: Settings((name, value), ("Storage:Root", Database.StorageFolder))));

    private Dictionary<string, string?> Settings(params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?> { ["Oidc:Authority"] = authority.Issuer, ["Oidc:Audience"] = "newsletter", ["Oidc:RoleMap:redaktion"] = "editor", ["Oidc:RoleMap:frei"] = "contributor", ["Oidc:RoleMap:partner"] = "partner" };
        foreach (var (name, value) in changes) settings[name] = value;
        return settings;
    }

    private async Task<Reply> AskAsync(string token, string path)
    {
        using var client = server.Client(token);
        return await client.GetReplyAsync(path);
    }

    private static string Hmac(string secret, string payload)
    {
        var header = EncodeToString(Encoding.UTF8.GetBytes(new JsonObject { ["alg"] = "HS256", ["typ"] = "at+jwt", ["kid"] = Authority.KeyId }.ToJsonString()));
        return $"{header}.{payload}.{EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{payload}")))}";
    }

    private static string Assemble(string header, string payload, byte[] signature) => $"{EncodeToString(Encoding.UTF8.GetBytes(header))}.{payload}.{EncodeToString(signature)}";
}

public sealed class ProviderOnSqlite() : ProviderTests(Engine.Sqlite);

public sealed class ProviderOnPostgreSql() : ProviderTests(Engine.PostgreSql);
