using System.Text.Json.Nodes;
using Newsletter.Application.Delivery;

namespace Newsletter.UnitTests.Delivery;

/// <summary>The same as a stored document as a plain tree, with the rules of <see cref="Marks"/> followed in the obvious way.</summary>
internal abstract record NaiveDocument
{
    public static readonly object Dropped = new();

    public sealed record Text(string Value) : NaiveDocument;

    public sealed record Reference(Guid Id) : NaiveDocument;

    public sealed record Address(string Path) : NaiveDocument;

    /// <summary>Elements that are guarded go when a reference directly in them is missing.</summary>
    public sealed record List(IReadOnlyList<(bool Guarded, NaiveDocument Item)> Items) : NaiveDocument;

    /// <summary>A guarded object becomes null when a reference directly in it is missing.</summary>
    public sealed record Map(bool Guarded, IReadOnlyList<NaiveDocument> Members) : NaiveDocument;

    public sealed record Until(DateTimeOffset Instant, NaiveDocument Value) : NaiveDocument;
}

/// <summary>Writes the tree with marks, and says what it must read as.</summary>
internal static class NaiveDocuments
{
    private static char C(byte mark) => (char)mark;

    public static string Store(this NaiveDocument document) => document switch
    {
        NaiveDocument.Text text => System.Text.Json.JsonSerializer.Serialize(text.Value, ContentJson.Options),
        NaiveDocument.Reference reference => $"{C(Marks.Begin)}v{Raw(reference)}{C(Marks.End)}",
        NaiveDocument.Address address => $"\"{C(Marks.BaseUrl)}{System.Text.Json.JsonSerializer.Serialize(address.Path, ContentJson.Options)[1..]}",
        NaiveDocument.List list => $"[{string.Join(',', list.Items.Select(one => one.Guarded ? $"{C(Marks.Begin)}e{Element(one.Item)}{C(Marks.End)}" : one.Item.Store()))}]",
        NaiveDocument.Map { Guarded: true } map => $"{C(Marks.Begin)}v{Bare(map)}{C(Marks.End)}",
        NaiveDocument.Map map => Bare(map),
        NaiveDocument.Until until => $"{C(Marks.Until)}{until.Instant.UtcTicks:x16}{until.Value.Store()}{C(Marks.End)}",
        _ => throw new InvalidOperationException(),
    };

    /// <summary>What is read; null where nothing can be shown.</summary>
    public static JsonNode? Read(this NaiveDocument document, DateTimeOffset now, string baseUrl, Func<Guid, bool> isShown) => document switch
    {
        NaiveDocument.Text text => JsonValue.Create(text.Value),
        NaiveDocument.Reference reference => isShown(reference.Id) ? Shown(reference.Id) : null,
        NaiveDocument.Address address => JsonValue.Create(baseUrl + address.Path),
        NaiveDocument.List list => new JsonArray([.. list.Items.Where(one => !one.Guarded || IsWhole(one.Item, isShown)).Select(one => one.Item.Read(now, baseUrl, isShown))]),
        NaiveDocument.Map map when map.Guarded && !IsWhole(map, isShown) => null,
        NaiveDocument.Map map => new JsonObject(map.Members.Select((member, at) => KeyValuePair.Create($"m{at}", member.Read(now, baseUrl, isShown)))),
        NaiveDocument.Until until => now >= until.Instant ? null : until.Value.Read(now, baseUrl, isShown),
        _ => throw new InvalidOperationException(),
    };

    public static JsonObject Shown(Guid id) => new() { ["id"] = id.ToString(), ["text"] = "Ü \" \\ " };

    private static bool IsWhole(NaiveDocument item, Func<Guid, bool> isShown) => item switch
    {
        NaiveDocument.Reference reference => isShown(reference.Id),
        NaiveDocument.Map map => map.Members.OfType<NaiveDocument.Reference>().All(reference => isShown(reference.Id)),
        _ => true,
    };

    /// <summary>In a guarded object a reference stands bare: the object goes with it.</summary>
    private static string Bare(NaiveDocument.Map map) =>
        $"{{{string.Join(',', map.Members.Select((member, at) => $"\"m{at}\":{(map.Guarded && member is NaiveDocument.Reference reference ? Raw(reference) : member.Store())}"))}}}";

    private static string Element(NaiveDocument item) => item switch
    {
        NaiveDocument.Reference reference => Raw(reference),
        NaiveDocument.Map map => Bare(map with { Guarded = true }),
        _ => item.Store(),
    };

    private static string Raw(NaiveDocument.Reference reference) => $"{C(Marks.Reference)}a{reference.Id:N}";
}
