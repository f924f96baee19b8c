using System.Linq.Expressions;

namespace Newsletter.Application.Delivery;

/// <summary>The one place that says what readers can see. It holds for what is asked for and for everything shown along with it.</summary>
public static class Visibility
{
    public static Expression<Func<PublishedDocument, bool>> At(DateTimeOffset now) => document => document.VisibleFrom <= now && now < document.VisibleUntil;

    public static IQueryable<PublishedDocument> VisibleAt(this IQueryable<PublishedDocument> documents, DateTimeOffset now) => documents.Where(At(now));
}
