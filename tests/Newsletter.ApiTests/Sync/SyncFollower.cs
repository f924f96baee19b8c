using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Sync;

/// <summary>Keeps what the feed tells, as a client does.</summary>
internal sealed class SyncFollower(HttpClient client, string query = "")
{
    public Dictionary<string, JsonObject> Items { get; } = [];

    public string? Cursor { get; set; }

    public string Slugs => string.Join(' ', Items.Values.Select(item => (string)item["slug"]!).Order(StringComparer.Ordinal));

    /// <summary>Follows to the end of what there is now, and gives what it was told.</summary>
    public async Task<IReadOnlyList<JsonObject>> CatchUpAsync()
    {
        var told = new List<JsonObject>();
        while (await StepAsync(told)) { }
        return told;
    }

    /// <returns>Whether there is more.</returns>
    public async Task<bool> StepAsync(List<JsonObject>? told = null)
    {
        var answer = (await client.GetReplyAsync("/api/v1/sync?" + string.Join('&', new[] { query, Cursor is null ? "" : "cursor=" + Cursor }.Where(part => part.Length > 0)))).Is(200).Json;
        var items = answer["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
        Assert.Equal(items.Count, items.DistinctBy(item => (string)item["id"]!).Count());
        Assert.Equal(items.Select(item => (long)item["seq"]!).Order(), items.Select(item => (long)item["seq"]!));
        foreach (var item in items)
        {
            var id = (string)item["id"]!;
            if ((string)item["op"]! == "upsert")
            {
                Assert.False(item.ContainsKey("reason"));
                Items[id] = item["data"]!.AsObject();
                Assert.Equal((id, (string)item["type"]!, (int)item["revision"]!), ((string)Items[id]["id"]!, (string)Items[id]["type"]!, (int)Items[id]["revision"]!));
            }
            else
            {
                Assert.False(item.ContainsKey("data"));
                Assert.NotNull((string?)item["reason"]);
                Items.Remove(id);
            }
            told?.Add(item);
        }
        Cursor = (string)answer["nextCursor"]!;
        return (bool)answer["hasMore"]!;
    }

    /// <summary>What was told in short: its operation or reason, and the slug or id.</summary>
    public static string Text(IEnumerable<JsonObject> told) =>
        string.Join(' ', told.Select(item => $"{(string?)item["reason"] ?? "upsert"}:{(string?)item["data"]?["slug"] ?? (string)item["type"]!}").Order(StringComparer.Ordinal));
}
