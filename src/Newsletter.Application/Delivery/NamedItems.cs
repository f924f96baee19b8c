using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>
/// HTML, Markdown and text hold the titles and addresses of items, so each is stored twice where that makes a difference: the second says nothing
/// of items that readers can be kept from. Who is kept from one of those that are named gets the second; blocks still show him the others.
/// </summary>
internal static class NamedItems
{
    /// <summary>What everybody sees who sees what refers to it.</summary>
    private static readonly string[] Shared = ["author", "tag", "media"];

    /// <summary>Adds what is said to who is kept from something, if it differs.</summary>
    public static byte[] OrUnnamed(this byte[] stored, byte[] unnamed) => stored.AsSpan().SequenceEqual(unnamed) ? stored : [.. stored, Marks.Unnamed, .. unnamed];

    /// <summary>The documents with the forms that are for this reader.</summary>
    public static async Task<IReadOnlyList<ShownDocument>> ForReaderAsync(this Reading reading, IReadOnlyList<ShownDocument> documents, CancellationToken cancellationToken)
    {
        if (documents.All(document => document is { Html: null, Markdown: null, Text: null })) return documents;
        var kept = reading.Sight.Limits is null ? [] : await KeptFromAsync(reading.Db, [.. documents.Select(document => document.Id)], reading.Sight, cancellationToken);
        return [.. documents.Select(document => document.Take(kept.Contains(document.Id)))];
    }

    public static ShownDocument Take(this ShownDocument document, bool unnamed) => !HasUnnamed(document.Html) && !HasUnnamed(document.Markdown) && !HasUnnamed(document.Text) ? document
        : document with { Html = Take(document.Html, unnamed), Markdown = Take(document.Markdown, unnamed), Text = Take(document.Text, unnamed) };

    private static async Task<HashSet<Guid>> KeptFromAsync(IDeliveryDb db, List<Guid> ids, Sight sight, CancellationToken cancellationToken)
    {
        var (seen, there) = (db.SeenBy(sight), db.SeenBy(sight with { Limits = null }));
        var links = db.References.Where(link => link.Relation == Relations.Link && !Shared.Contains(link.ToType));
        var beyond = links.Where(link => there.Any(document => document.Id == link.ToId) && !seen.Any(document => document.Id == link.ToId));
        // A notice stands in the body with its text.
        return await links.Where(link => ids.Contains(link.FromId) && (beyond.Any(one => one.FromId == link.FromId) || (link.ToType == "notice" && beyond.Any(one => one.FromId == link.ToId))))
            .Select(link => link.FromId).Distinct().ToHashSetAsync(cancellationToken);
    }

    private static bool HasUnnamed(byte[]? stored) => stored.AsSpan().Contains(Marks.Unnamed);

    private static byte[]? Take(byte[]? stored, bool unnamed) =>
        stored is null || Array.IndexOf(stored, Marks.Unnamed) is not (>= 0 and var mark) ? stored : unnamed ? stored[(mark + 1)..] : stored[..mark];
}
