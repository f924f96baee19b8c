using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Access;

/// <summary>Keys made over the API.</summary>
internal static class Keys
{
    public const string Path = "/manage/v1/api-keys";

    /// <summary>Makes a key and gives its text and what is known of it.</summary>
    public static async Task<(string Text, JsonObject Key)> MakeAsync(HttpClient owner, object request)
    {
        var made = await owner.CreateAsync("api-keys", request);
        return ((string)made["text"]!, (JsonObject)made["key"]!);
    }

    /// <summary>A client that sends a new key.</summary>
    public static async Task<HttpClient> ClientAsync(this TestServer server, object request) => server.Client((await MakeAsync(server.Owner, request)).Text);

    /// <summary>A client that sends a new key with this role, limited to these newsletters if there are any.</summary>
    public static Task<HttpClient> RoleAsync(this TestServer server, string role, params JsonNode[] newsletters) => server.ClientAsync(new
    {
        name = role,
        role,
        entitlements = new { newsletters = newsletters.Length == 0 ? null : newsletters.Select(newsletter => (string)newsletter["id"]!) },
    });

    public static string Address(JsonNode key) => $"{Path}/{key["id"]}";
}
