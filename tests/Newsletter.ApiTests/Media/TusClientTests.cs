using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Media;

/// <summary>A client of the tus protocol that knows nothing of this program uploads to it.</summary>
public abstract class TusClientTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private static readonly NodeScripts Scripts = new(Path.Combine("Media", "node"));

    [Theory]
    [InlineData("parts")]
    [InlineData("whole")]
    [InlineData("along")]
    [InlineData("interrupted")]
    public async Task A_public_client_uploads_a_file(string how)
    {
        var bytes = Pictures.Make(".png", 400, 300);
        var done = Run(how, bytes);
        Assert.Null((string?)done["error"]);
        var state = (await Owner.GetReplyAsync((string)done["url"]!)).Is(200).Data;
        Assert.Equal((string?)done["media"], (string?)state["media"]);
        var media = (await Owner.GetReplyAsync((string)state["media"]!)).Is(200).Data;
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), "Sea at dawn", "sea.png"), ((string?)media["file"]!["sha256"], (string?)media["alt"], (string?)media["file"]!["fileName"]));
    }

    [Fact]
    public void A_public_client_is_told_why_a_file_is_refused() => Assert.Equal("415 unsupported_media_type", (string?)Run("parts", "plain text, and nothing that is kept here"u8.ToArray())["error"]);

    [Fact]
    public async Task A_public_client_gives_an_upload_up()
    {
        var done = Run("given-up", Pictures.Make(".png", 400, 300));
        Assert.Null((string?)done["error"]);
        (await Owner.GetReplyAsync((string)done["url"]!)).IsProblem(404, "not_found");
    }

    private JsonObject Run(string how, byte[] bytes) => JsonNode.Parse(Scripts.Run("upload.js", Convert.ToBase64String(bytes), new Uri(Server.Address, Tus.Path).ToString(), TestServer.OwnerKey, how))!.AsObject();
}

public sealed class TusClientOnSqlite(SharedServer shared) : TusClientTests(Engine.Sqlite, shared);

public sealed class TusClientOnPostgreSql(SharedServer shared) : TusClientTests(Engine.PostgreSql, shared);
