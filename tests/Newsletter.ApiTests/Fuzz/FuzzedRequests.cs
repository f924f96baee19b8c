using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Newsletter.ApiTests.OpenApi;

namespace Newsletter.ApiTests.Fuzz;

/// <summary>Makes requests up from the documents: each begins with the example of an operation, and one to three things in it are spoilt.</summary>
internal static class FuzzedRequests
{
    private static readonly string[] MediaTypes = ["application/json", "application/json", "application/json; charset=utf-16", "application/merge-patch+json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "nonsense", "", "application/json;;;"];
    private static readonly string[] HeaderNames = ["Accept", "If-Match", "If-None-Match", "If-Modified-Since", "Range", "Idempotency-Key", "Change-Reason", "Accept-Encoding", "Accept-Language", "Origin", "Prefer", "X-Unknown"];

    public static Gen<FuzzedRequest> Of(IReadOnlyList<(string Document, DocumentedOperation Operation)> operations) =>
        from at in Gen.Int[0, operations.Count - 1]
        from spoilt in Gen.Int[0, 3].List[1, 3]
        from texts in FuzzedValues.Text.List[4]
        from nodes in FuzzedValues.Json.List[3]
        from whole in FuzzedValues.Body
        from choices in Gen.Int[0, 999].List[6]
        select Make(operations[at].Document, operations[at].Operation, spoilt, texts, nodes, whole, choices);

    private static FuzzedRequest Make(string document, DocumentedOperation operation, List<int> spoilt, List<string> texts, List<JsonNode?> nodes, string whole, List<int> choices)
    {
        var url = operation.Url;
        var headers = new List<(string, string)>();
        var types = operation.Json["requestBody"]?["content"]?.AsObject().Select(content => content.Key).ToList() ?? [];
        var type = types.Count == 0 ? "" : types[choices[0] % types.Count];
        var body = operation.Body(type)?.DeepClone();
        string? text = null;
        if (operation.Parameters.Any(parameter => (string?)parameter["name"] == "If-Match") && choices[1] % 10 > 0) headers.Add(("If-Match", $"\"{1 + choices[1] % 3}\""));
        foreach (var what in spoilt)
        {
            if (what == 0) url = WithParameter(operation, url, texts[0], texts[1], choices[2]);
            else if (what == 1) url = WithPath(operation, url, texts[2], choices[3]);
            else if (what == 2) headers.Add((HeaderNames[choices[4] % HeaderNames.Length], Header(texts[3])));
            else if (body is JsonObject members && choices[5] % 5 > 0) Spoil(members, nodes, choices);
            else if (choices[5] % 2 == 0) text = whole;
            else type = MediaTypes[choices[5] % MediaTypes.Length];
        }
        var bytes = text is not null ? Encoding.UTF8.GetBytes(text) : body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString());
        return new(document, operation, url, headers, operation.Method is "GET" or "HEAD" ? null : bytes, type);
    }

    private static string WithParameter(DocumentedOperation operation, string url, string name, string value, int choice)
    {
        var known = operation.Parameters.Where(parameter => (string?)parameter["in"] == "query").Select(parameter => (string)parameter["name"]!).ToList();
        var chosen = known.Count > 0 && choice % 10 > 0 ? known[choice % known.Count] : Uri.EscapeDataString(FuzzedValues.Whole(name));
        return $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{chosen}={(choice % 7 == 0 ? value.Replace(' ', '+').Replace("#", "%23", StringComparison.Ordinal) : Uri.EscapeDataString(FuzzedValues.Whole(value)))}";
    }

    private static string WithPath(DocumentedOperation operation, string url, string value, int choice)
    {
        var segments = operation.Path.Split('/');
        var places = Enumerable.Range(0, segments.Length).Where(at => segments[at].Contains('{', StringComparison.Ordinal)).ToList();
        if (places.Count == 0) return url;
        var parts = url.Split('?', 2);
        var path = parts[0].Split('/');
        // Nothing and dots lead to another operation.
        if (FuzzedValues.Whole(value) is { } segment && segment.Trim('.').Length > 0) path[places[choice % places.Count]] = Uri.EscapeDataString(segment);
        return string.Join('/', path) + (parts.Length > 1 ? "?" + parts[1] : "");
    }

    private static void Spoil(JsonObject members, List<JsonNode?> nodes, List<int> choices)
    {
        var names = members.Select(member => member.Key).ToList();
        var name = names.Count > 0 && choices[2] % 8 > 0 ? names[choices[2] % names.Count] : "unknown" + choices[2];
        // One level deeper, now and then.
        if (members[name] is JsonObject inner && inner.Count > 0 && choices[3] % 2 == 0) inner[inner.First().Key] = nodes[0]?.DeepClone();
        else if (members[name] is JsonArray { Count: > 0 } list && choices[3] % 2 == 0) list[choices[4] % list.Count] = nodes[1]?.DeepClone();
        else if (choices[3] % 9 == 0) members.Remove(name);
        else members[name] = nodes[2]?.DeepClone();
    }

    private static string Header(string text) => new([.. FuzzedValues.Whole(text).Where(c => c is >= ' ' and < '\u007f')]);
}
