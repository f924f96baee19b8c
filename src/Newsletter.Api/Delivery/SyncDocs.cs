using System.Text.Json.Serialization;
using Newsletter.Api.Http;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Api.Delivery;

/// <summary>Whether an item is to be kept as it is told, or removed.</summary>
internal enum SyncOperation { Upsert, Delete }

/// <summary>Why an item is not there any more. Unreferenced: nothing that is published shows the media item; entitlement: the key is not for it.</summary>
internal enum SyncReason { Unpublished, Deleted, TakenDown, Expired, Embargo, Entitlement, Unreferenced }

/// <summary>An item of any type, as its own path shows it.</summary>
// It stands for the JSON in the OpenAPI document.
internal abstract record SyncedDocument : Document;

/// <summary>What became of an item.</summary>
/// <param name="Seq">Where it stands in the feed; it never falls.</param>
/// <param name="Op">What to do.</param>
/// <param name="Type">The item's type.</param>
/// <param name="Id">The item's id.</param>
/// <param name="Revision">The item's revision.</param>
/// <param name="At">When it changed.</param>
internal sealed record SyncItem(long Seq, SyncOperation Op, ItemType Type, Guid Id, int Revision, DateTimeOffset At)
{
    /// <summary>With upsert: the item as it is now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SyncedDocument? Data { get; init; }

    /// <summary>With delete: why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SyncReason? Reason { get; init; }
}

/// <summary>A page of the feed.</summary>
/// <param name="Items">What to do, in this order.</param>
/// <param name="NextCursor">The place behind this page; keep it when the page is done.</param>
/// <param name="HasMore">Whether there is more already. If not, ask again later.</param>
internal sealed record SyncAnswer(IReadOnlyList<SyncItem> Items, string NextCursor, bool HasMore);

/// <summary>Marks the operation whose parameters are those of the feed.</summary>
internal sealed record SyncParameters;

/// <summary>What the OpenAPI document says of the feed.</summary>
internal static class SyncDocs
{
    public const string Description = """
        Begin without a cursor: the first pages hold all that you can see. Then go on with `nextCursor`, at once while `hasMore` is true, later when it is not; from the end of the first walk on the pages hold what changed. Do what a page says, in its order, then keep its cursor. A page may come twice or have fewer items than `limit`, or none; doing it again does no harm.

        Changes are publications, withdrawals, and what time brings: ends of embargoes, expiries, ends of being breaking. `data` is the item as it is now, as its own path shows it, so it may be newer than its number. An item that changed often comes once. A delete can name an item that you never had.

        References in `data` are stubs with ids. The title, slug and address of a stub can change without an upsert of what refers to it: take them from the item with that id, which has its own, and leave out stubs of items that were deleted. Likewise `editions`, `previous`, `next`, `translations`, `articleCount` and the notices that an edition has from its newsletter follow from other items; find them in what you keep, or read the item.

        A cursor belongs to `types` and to what the key may see; with others it is refused with 400. When the changes after it are not kept any more, the answer is 410 `cursor_expired`: begin again without it, and remove what does not come.
        """;

    public static RouteHandlerBuilder ReturnsChanges(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new SyncParameters()).Produces<SyncAnswer>().Produces(304).ProducesProblems(400, 401, 406, 410);
}
