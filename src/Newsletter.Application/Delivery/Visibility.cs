using System.Linq.Expressions;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Delivery;

/// <summary>What a reader sees at an instant.</summary>
/// <param name="Now">The instant.</param>
/// <param name="Embargoed">Whether what is under embargo is seen too, marked as such.</param>
/// <param name="Expired">Whether what has expired is seen too.</param>
public readonly record struct Sight(DateTimeOffset Now, bool Embargoed = false, bool Expired = false)
{
    /// <summary>What the reader is limited to; null for everybody's view.</summary>
    public Entitlements? Limits { get; init; }
}

/// <summary>The one place that says what readers can see. It holds for what is asked for and for everything shown along with it.</summary>
public static class Visibility
{
    /// <summary>All that is seen.</summary>
    public static IQueryable<PublishedDocument> SeenBy(this IDeliveryDb db, Sight sight) => db.Documents.SeenBy(db, sight);

    /// <summary>Of these documents those that are seen.</summary>
    public static IQueryable<PublishedDocument> SeenBy(this IQueryable<PublishedDocument> documents, IDeliveryDb db, Sight sight) => documents.Where(In<PublishedDocument>(sight)).MeantFor(db, sight);

    /// <summary>Of these references those whose documents everybody sees then.</summary>
    public static IQueryable<PublishedReference> SeenAt(this IQueryable<PublishedReference> references, DateTimeOffset now) => references.Where(In<PublishedReference>(new(now)));

    /// <summary>Of these documents those that would be seen if it were always the time for it.</summary>
    public static IQueryable<PublishedDocument> MeantFor(this IQueryable<PublishedDocument> documents, IDeliveryDb db, Sight sight) =>
        sight.Limits is { } limits ? documents.Within(limits, db, db.Documents.Where(In<PublishedDocument>(sight))) : documents;

    /// <summary>Whether this time is one at which a document is seen.</summary>
    internal static bool Sees(this Sight sight, ShownDocument document) => (sight.Embargoed || document.VisibleFrom <= sight.Now) && (sight.Expired || sight.Now < document.VisibleUntil);

    private static Expression<Func<T, bool>> In<T>(Sight sight) where T : TimedRow => sight switch
    {
        { Embargoed: true, Expired: true } => row => true,
        { Embargoed: true } => row => sight.Now < row.VisibleUntil,
        { Expired: true } => row => row.VisibleFrom <= sight.Now,
        _ => row => row.VisibleFrom <= sight.Now && sight.Now < row.VisibleUntil,
    };
}
