using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Reads one working copy.</summary>
public sealed class ReadItem(IEditorialDb db)
{
    public async Task<Result<Item>> ExecuteAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken) =>
        await db.FindItemAsync(type, idOrSlug, cancellationToken) is { } item ? item : Error.NotFound(ContentShape.Name(type));
}
