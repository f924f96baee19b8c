using System.Text.Json.Nodes;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>Content of a line whose shape was checked: what it refers to is known, not yet whether that exists.</summary>
internal sealed record ParsedContent(JsonObject Json, ContentShape Shape, string? Slug, string? Language);

/// <summary>A line that was read. With issues, nothing but those counts.</summary>
internal sealed record ParsedLine(IndexedLine Line, LineHead Head, ParsedContent Working, ParsedContent? Published, JsonObject? File)
{
    public required IReadOnlyList<Issue> Issues { get; init; }

    public IEnumerable<FoundReference> References => Working.Shape.References.Concat(Published?.Shape.References ?? []);
}

/// <summary>Reads lines: everything that needs no database.</summary>
internal sealed class LineParser(ContentReader contents)
{
    public IReadOnlyList<ParsedLine> Parse(IReadOnlyList<(IndexedLine Line, byte[] Bytes)> lines) =>
        [.. lines.AsParallel().AsOrdered().Select(one => Parse(one.Line, one.Bytes))];

    private ParsedLine Parse(IndexedLine line, byte[] bytes)
    {
        var json = StrictJson.Parse(bytes, "The line").Value;
        var issues = new List<Issue>();
        var head = LineHead.Take(json, line.Type, issues);
        var file = line.Type is ItemType.Media ? TakeObject(json, "file", issues) : null;
        var seen = TakeObject(json, "published", issues);
        var working = Check(json, line.Type, "", issues);
        return new(line, head, working, seen is null ? null : CheckPublished(seen, line.Type, issues), file) { Issues = issues };
    }

    private ParsedContent CheckPublished(JsonObject json, ItemType type, List<Issue> issues)
    {
        var own = new List<Issue>();
        var (slug, language) = (HeadFields.Slug(json["slug"], own), HeadFields.Language(json["language"], own));
        issues.AddRange(own.Select(issue => issue.Under("/published")));
        foreach (var name in ItemJson.HeadNames) json.Remove(name);
        return Check(json, type, "/published", issues) with { Slug = slug, Language = language };
    }

    private ParsedContent Check(JsonObject json, ItemType type, string prefix, List<Issue> issues)
    {
        var shape = contents.Shape();
        shape.Check(json, ContentTypes.Of(type));
        issues.AddRange(shape.Issues.Select(issue => issue.Under(prefix)));
        return new(json, shape, null, null);
    }

    private static JsonObject? TakeObject(JsonObject json, string name, List<Issue> issues)
    {
        if (!json.TryGetPropertyValue(name, out var value)) return null;
        json.Remove(name);
        if (value is not (null or JsonObject)) issues.Add(new($"/{name}", "wrong_type", "An object is expected here."));
        return value as JsonObject;
    }
}
