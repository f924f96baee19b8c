using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Accounts;

/// <summary>What machines do to sign in.</summary>
internal static class Machines
{
    /// <summary>Makes a client over the API.</summary>
    public static async Task<(string ClientId, string Secret, string Address)> MakeAsync(TestServer server, string name, string role)
    {
        var made = await server.Owner.CreateAsync("clients", new { name, role });
        var client = made["client"]!;
        return ((string)client["clientId"]!, (string)made["secret"]!, $"/manage/v1/clients/{client["id"]}");
    }

    /// <summary>The answer to asking for a token (client credentials).</summary>
    public static async Task<JsonObject> TokenAsync(TestServer server, string clientId, string secret, string? scope = null)
    {
        using var browser = new Browser(server);
        var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null) fields["scope"] = scope;
        return (await browser.PostAsync("/connect/token", fields)).Json;
    }
}
