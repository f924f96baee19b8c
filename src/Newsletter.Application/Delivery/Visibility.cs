using System.Linq.Expressions;

namespace Newsletter.Application.Delivery;

/// <summary>What a reader sees at an instant.</summary>
/// <param name="Now">The instant.</param>
/// <param name="Embargoed">Whether what is under embargo is seen too, marked as such.</param>
/// <param name="Expired">Whether what has expired is seen too.</param>
public readonly record struct Sight(DateTimeOffset Now, bool Embargoed = false, bool Expired = false);

/// <summary>The one place that says what readers can see. It holds for what is asked for and for everything shown along with it.</summary>
public static class Visibility
{
    public static IQueryable<PublishedDocument> SeenBy(this IQueryable<PublishedDocument> documents, Sight sight) => documents.Where(In(sight));

    private static Expression<Func<PublishedDocument, bool>> In(Sight sight) => sight switch
    {
        { Embargoed: true, Expired: true } => document => true,
        { Embargoed: true } => document => sight.Now < document.VisibleUntil,
        { Expired: true } => document => document.VisibleFrom <= sight.Now,
        _ => document => document.VisibleFrom <= sight.Now && sight.Now < document.VisibleUntil,
    };
}
