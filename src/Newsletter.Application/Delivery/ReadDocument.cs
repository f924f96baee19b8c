using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>One item, or where it went: the present slug of an old one.</summary>
public sealed record Found(Answer? Answer, string? MovedTo);

/// <summary>Answers one item by id, slug, number or as the latest.</summary>
public sealed class ReadDocument(IDeliveryDb db, PublicAddress address, TimeProvider time)
{
    public async Task<Result<Found>> ExecuteAsync(DeliveryResource resource, string idOrSlug, Guid? series, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var projection = Projection.Read(parameters, [resource.Type], resource.HasBody ? BodyForms.Blocks : BodyForms.None);
        var language = parameters.One("language");
        if (parameters.Finish() is { } refused) return refused;

        var now = time.GetUtcNow();
        var type = DocumentTypes.Name(resource.Type);
        var candidates = db.Documents.Where(document => document.Type == type);
        if (series is { } within) candidates = candidates.Where(document => document.SeriesId == within);
        var named = Named(candidates, idOrSlug, series, language, now);
        if (named is null) return Error.NotFound(type);
        var root = await named.VisibleAt(now).Whole(projection.Bodies).FirstOrDefaultAsync(cancellationToken);
        if (root is null) return await MissingAsync(type, idOrSlug, named, candidates, now, cancellationToken);

        var answer = await ItemsAnswer.MakeAsync(db, address, now, projection, [root], null,
            output => output.Append(string.Create(CultureInfo.InvariantCulture, $",\"meta\":{{\"id\":\"{root.Id}\"}}")), cancellationToken);
        return new Found(answer, null);
    }

    /// <summary>The id of a newsletter or podcast whose editions or episodes are asked for.</summary>
    public async Task<Result<(Guid Id, string? MovedTo)>> FindSeriesAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = DocumentTypes.Name(type);
        var candidates = db.Documents.Where(document => document.Type == name);
        var named = Named(candidates, idOrSlug, null, null, now)!;
        var id = await named.VisibleAt(now).Select(document => (Guid?)document.Id).FirstOrDefaultAsync(cancellationToken);
        if (id is { } found) return (found, null);
        var missing = await MissingAsync(name, idOrSlug, named, candidates, now, cancellationToken);
        return missing.Failed ? missing.Error : (Guid.Empty, missing.Value.MovedTo);
    }

    /// <summary>Where the name is not an id it may be a slug, within a series also a number or the word latest. Null when it cannot be a name at all.</summary>
    private static IQueryable<PublishedDocument>? Named(IQueryable<PublishedDocument> candidates, string name, Guid? series, string? language, DateTimeOffset now)
    {
        if (Guid.TryParseExact(name, "D", out var id)) return candidates.Where(document => document.Id == id);
        if (language is not null) candidates = candidates.Where(document => document.Language == language);
        if (series is not null && name == "latest") return candidates.VisibleAt(now).OrderByDescending(document => document.PublishedAt).ThenByDescending(document => document.SerialNumber);
        if (series is not null && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            candidates = candidates.Where(document => document.SerialNumber == number || document.Slug == name);
        }
        else if (Slug.IsValid(name)) candidates = candidates.Where(document => document.Slug == name);
        else return null;
        return candidates.OrderBy(document => document.SerialNumber == null ? 1 : 0).ThenBy(document => document.FirstPublishedAt).ThenBy(document => document.Id);
    }

    private async Task<Result<Found>> MissingAsync(string type, string idOrSlug, IQueryable<PublishedDocument> named, IQueryable<PublishedDocument> candidates, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await named.AnyAsync(document => document.VisibleUntil <= now && document.VisibleFrom <= now, cancellationToken))
        {
            return new Error(ErrorKind.Gone, "expired", "This was published for a limited time, which is over.");
        }
        var present = await db.RetiredSlugs.Where(retired => retired.Type == type && retired.Slug == idOrSlug).OrderByDescending(retired => retired.RetiredAt)
            .Join(candidates.VisibleAt(now), retired => retired.ItemId, document => document.Id, (retired, document) => document.Slug).FirstOrDefaultAsync(cancellationToken);
        return present is null ? Error.NotFound(type) : new Found(null, present);
    }
}
