using System.Linq.Expressions;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Delivery;

/// <summary>
/// What readers with limits see of what is published. Authors and tags are everybody's.
/// <list type="bullet">
/// <item>Newsletters: these newsletters; editions, articles and podcasts that name one of them; articles in the sections of an edition of theirs; the
/// episodes of their podcasts; breaking lines that name one of them or, being for all, none.</item>
/// <item>Tags: of articles and editions those with one of them.</item>
/// <item>Regions: notices that are for one of them.</item>
/// <item>Media: what something shows that they see, and what such media bring along.</item>
/// </list>
/// </summary>
internal static class EntitledDocuments
{
    private static readonly string[] OfNewsletters = ["newsletter", "edition", "article", "podcast", "episode", "breaking"];

    /// <summary>Of those the ones whose references say which newsletters they belong to.</summary>
    private static readonly string[] Naming = ["newsletter", "edition", "article", "podcast"];
    private static readonly string[] Tagged = ["article", "edition"];

    /// <param name="present">What there is to be seen at this time, without the limits.</param>
    public static IQueryable<PublishedDocument> Within(this IQueryable<PublishedDocument> documents, Entitlements limits, IDeliveryDb db, IQueryable<PublishedDocument> present)
    {
        var showing = present.Where(document => document.Type != "media").Limit(limits, db, present);
        return documents.Limit(limits, db, present)
            .Where(document => document.Type != "media" || db.References.Any(shows => shows.ToId == document.Id && (showing.Any(holder => holder.Id == shows.FromId)
                || (shows.FromType == "media" && db.References.Any(carries => carries.ToId == shows.FromId && showing.Any(holder => holder.Id == carries.FromId))))));
    }

    /// <summary>Whether somebody with these limits may have seen what the log names: it refers, or referred, to what he is limited to. Of other types nobody can tell from an entry.</summary>
    public static bool MayHaveSeen(this Entitlements limits, LogEntry entry) =>
        (limits.Newsletters is not { } newsletters || !Naming.Contains(entry.Type) || newsletters.Contains(entry.ItemId) || newsletters.Overlaps(entry.Touches))
        && (limits.Tags is not { } tags || !Tagged.Contains(entry.Type) || tags.Overlaps(entry.Touches));

    private static IQueryable<PublishedDocument> Limit(this IQueryable<PublishedDocument> documents, Entitlements limits, IDeliveryDb db, IQueryable<PublishedDocument> present)
    {
        if (limits.Newsletters is { } newsletters) documents = documents.Where(Of(newsletters.ToList(), db, present));
        if (limits.Tags is { } tags)
        {
            var ids = tags.ToList();
            documents = documents.Where(document => !Tagged.Contains(document.Type) || db.References.Any(tag => tag.FromId == document.Id && tag.Relation == Relations.Tag && ids.Contains(tag.ToId)));
        }
        if (limits.Regions is { } regions)
        {
            var codes = regions.Select(region => $",{region},").ToList();
            documents = documents.Where(document => document.Type != "notice"
                || codes.Any(code => (document.RegionsInclude == "" || document.RegionsInclude.Contains(code)) && !document.RegionsExclude.Contains(code)));
        }
        return documents;
    }

    private static Expression<Func<PublishedDocument, bool>> Of(List<Guid> newsletters, IDeliveryDb db, IQueryable<PublishedDocument> present) => document =>
        !OfNewsletters.Contains(document.Type)
        || newsletters.Contains(document.Id)
        || db.References.Any(named => named.FromId == document.Id && named.Relation == Relations.Newsletter && newsletters.Contains(named.ToId))
        || (document.Type == "breaking" && !db.References.Any(named => named.FromId == document.Id && named.Relation == Relations.Newsletter))
        || (document.Type == "episode" && db.References.Any(named => named.FromId == document.SeriesId && named.Relation == Relations.Newsletter && newsletters.Contains(named.ToId)))
        || (document.Type == "article" && db.References.Any(holds => holds.ToId == document.Id && holds.Relation == Relations.SectionItem
            && present.Any(edition => edition.Id == holds.FromId && edition.SeriesId != null && newsletters.Contains(edition.SeriesId.Value))));
}
