using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

internal static class SeenVersions
{
    /// <summary>What readers see of a published item; null where the working copy has not gone on since.</summary>
    public static async Task<ItemVersion?> SeenVersionAsync(this IEditorialDb db, Item item, CancellationToken cancellationToken)
    {
        if (item.PublishedContent is not { } content) return null;
        var group = await db.Documents.Where(document => document.Id == item.Id.Value).Select(document => document.TranslationGroup).SingleAsync(cancellationToken);
        return new(item.PublishedRevision!.Value, item.PublishedSlug!, item.PublishedLanguage!, new(group), content);
    }
}
