using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery.Sync;

/// <summary>Finds what time alone changed: the ends of embargoes, expiries, ends of being breaking, and what these change along. The log does not know of it.</summary>
internal static class TurnedDocuments
{
    /// <param name="after">Not yet then.</param>
    /// <param name="until">Then at the latest.</param>
    public static async Task<IQueryable<PublishedDocument>> TurnedAsync(this IDeliveryDb db, Sight sight, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var turned = await db.Documents
            .Where(document => (document.VisibleFrom > after && document.VisibleFrom <= until) || (document.VisibleUntil > after && document.VisibleUntil <= until))
            .Select(document => document.Id).ToListAsync(cancellationToken);
        var ids = await db.Documents.Where(document => document.BreakingUntil > after && document.BreakingUntil <= until).Select(document => document.Id).ToListAsync(cancellationToken);
        if (turned.Count > 0)
        {
            ids.AddRange(turned);
            ids.AddRange(await db.References.Where(reference => turned.Contains(reference.ToId)).Select(reference => reference.FromId).Distinct().ToListAsync(cancellationToken));
            if (sight.Limits is not null) ids.AddRange(await EntitledAsync(db, turned, cancellationToken));
        }
        var all = ids.Distinct().ToList();
        return db.Documents.Where(document => all.Contains(document.Id));
    }

    /// <summary>What is seen by some because they see one of these.</summary>
    private static Task<List<Guid>> EntitledAsync(IDeliveryDb db, List<Guid> turned, CancellationToken cancellationToken) =>
        db.References.Where(reference => turned.Contains(reference.FromId) && (reference.Relation == Relations.SectionItem || reference.ToType == "media"))
            .Select(reference => reference.ToId).Distinct().ToListAsync(cancellationToken);
}
