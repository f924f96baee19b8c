using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Newsletter.ApiTests;

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;
    public JsonObject Data => (JsonObject)Json["data"]!;
    public string? ETag => Headers.ETag?.ToString();

    /// <summary>The pointers of a problem's errors with their codes, as "/title required".</summary>
    public IReadOnlyList<string> Errors => [.. (Json["errors"] as JsonArray ?? []).Select(error => $"{error!["pointer"]} {error["code"]}")];

    /// <summary>Fails unless this is a whole problem of RFC 9457 with this status and code.</summary>
    public Reply IsProblem(int status, string code)
    {
        Assert.True(status == Status, $"{Status} instead of {status}: {Text}");
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal(code, (string?)Json["code"]);
        Assert.Equal(status, (int)Json["status"]!);
        Assert.Equal("urn:newsletter:problem:" + code, (string?)Json["type"]);
        foreach (var member in new[] { "title", "instance", "traceId" }) Assert.False(string.IsNullOrEmpty((string?)Json[member]), $"{member} is missing: {Text}");
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return this;
    }

    public Reply Is(int status)
    {
        Assert.True(status == Status, $"{Status} instead of {status}: {Text}");
        return this;
    }
}

public static class Requests
{
    public static async Task<Reply> AskAsync(this HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
        }
    }

    public static Task<Reply> GetReplyAsync(this HttpClient client, string path) => client.AskAsync(new(HttpMethod.Get, path));

    /// <summary>Sends JSON text as it stands.</summary>
    public static Task<Reply> SendTextAsync(this HttpClient client, HttpMethod method, string path, string? json, string? ifMatch = null, string? idempotencyKey = null, string contentType = "application/json") =>
        client.SendBytesAsync(method, path, json is null ? null : Encoding.UTF8.GetBytes(json), ifMatch, idempotencyKey, contentType);

    public static Task<Reply> SendBytesAsync(this HttpClient client, HttpMethod method, string path, byte[]? body, string? ifMatch = null, string? idempotencyKey = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(method, path);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        return client.AskAsync(request);
    }

    public static Task<Reply> SendNodeAsync(this HttpClient client, HttpMethod method, string path, JsonNode? json, string? ifMatch = null, string? idempotencyKey = null) =>
        client.SendTextAsync(method, path, json?.ToJsonString(), ifMatch, idempotencyKey);

    /// <summary>The ETag of an item as it was answered.</summary>
    public static string Tag(this JsonNode item) => $"\"{item["version"]}\"";

    /// <summary>The management address of an item as it was answered.</summary>
    public static string Address(this JsonNode item, string plural) => $"/manage/v1/{plural}/{item["id"]}";
}
