using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>One item, or where it went: the present slug of an old one.</summary>
public sealed record Found(Answer? Answer, string? MovedTo);

/// <summary>What a name leads to, or the present slug of an old one.</summary>
internal sealed record FoundDocument(ShownDocument? Document, string? MovedTo);

/// <summary>A newsletter or podcast whose editions or episodes are asked for.</summary>
public sealed record Series(Guid Id, string Language);

/// <summary>The series, or where it went: the present slug of an old one.</summary>
public sealed record FoundSeries(Series? Series, string? MovedTo);

/// <summary>Answers one item by id, slug, number or as the latest.</summary>
public sealed class ReadDocument(Plane plane, CompiledReads reads)
{
    private const string Latest = "latest";

    public async Task<Result<Found>> ExecuteAsync(DeliveryResource resource, string idOrSlug, Series? series, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var projection = Projection.Read(parameters, resource, resource.HasBody ? BodyForms.Blocks : BodyForms.None);
        var language = parameters.Language("language");
        if (parameters.Finish() is { } refused) return refused;

        var reading = plane.Reading;
        var found = await FindAsync(resource.Type, idOrSlug, series, language, projection.Bodies, Extras.None, cancellationToken);
        if (found.Failed) return found.Error;
        if (found.Value.Document is not { } root) return new Found(null, found.Value.MovedTo);
        var moment = await reading.MomentAsync(cancellationToken);
        var finished = await plane.FinishAsync([root], projection.Bodies, cancellationToken);
        if (finished.Failed) return finished.Error;
        var answer = await ItemsAnswer.MakeAsync(reading, projection, finished.Value, null,
            output => output.Append(string.Create(CultureInfo.InvariantCulture, $",\"meta\":{{\"revision\":{finished.Value[0].Revision}}}")), cancellationToken);
        // What it refers to may appear when an embargo ends; a tag counts articles, which come and go.
        var changes = new[] { answer.ChangesAt, resource.Type is ItemType.Tag ? moment.ChangesAt : moment.AppearsAt }.Min();
        var type = DocumentTypes.Name(resource.Type);
        var madeFrom = new Lazy<MadeFrom>(() => series is null ? answer.MadeFrom.Value.And(gathered: [MadeFrom.Slug(type, idOrSlug)]) : answer.MadeFrom.Value.And(shown: [series.Id], types: [type]));
        return new Found(answer with { Sequence = moment.Sequence, MadeFrom = madeFrom, ChangesAt = changes, LastModified = moment.ChangedAt > answer.LastModified ? moment.ChangedAt : answer.LastModified }, null);
    }

    internal async Task<Result<FoundDocument>> FindAsync(ItemType itemType, string idOrSlug, Series? series, string? language, BodyForms bodies, Extras extras, CancellationToken cancellationToken)
    {
        var (type, reading) = (DocumentTypes.Name(itemType), plane.Reading);
        if (!IsName(idOrSlug)) return Error.NotFound(type);
        if (await OneAsync(reading, type, series, idOrSlug, language, bodies, extras, cancellationToken) is { } document)
        {
            reading.Reached(document.Number);
            return new FoundDocument(document, null);
        }
        if (reading.GivesUp()) return Error.NotFound(type);
        var moved = await MissingAsync(type, idOrSlug, series, language, reading.Sight, cancellationToken);
        return moved.Failed ? moved.Error : new FoundDocument(null, moved.Value);
    }

    public async Task<Result<FoundSeries>> FindSeriesAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        var reading = plane.Reading;
        var name = DocumentTypes.Name(type);
        if (!IsName(idOrSlug)) return Error.NotFound(name);
        if (await OneAsync(reading, name, null, idOrSlug, null, BodyForms.None, Extras.Names, cancellationToken) is { } series)
        {
            reading.Reached(series.Number);
            return new FoundSeries(new(series.Id, series.Language), null);
        }
        if (reading.GivesUp()) return Error.NotFound(name);
        var moved = await MissingAsync(name, idOrSlug, null, null, reading.Sight, cancellationToken);
        return moved.Failed ? moved.Error : new FoundSeries(null, moved.Value);
    }

    private async Task<ShownDocument?> OneAsync(Reading reading, string type, Series? series, string name, string? language, BodyForms bodies, Extras extras, CancellationToken cancellationToken)
    {
        var sight = reading.Sight;
        // Numbers are read from a name in more than one way.
        var isCommon = sight == new Sight(sight.Now) && language is null && (series is null || name == Latest);
        return isCommon && AskAsync() is { } rows ? (await rows).FirstOrDefault() : await Query(sight, series, name, language).FirstOrDefaultAsync(cancellationToken);

        Task<List<ShownDocument>>? AskAsync()
        {
            var isId = IsId(name, out var id);
            var given = new Given(sight.Now) { Id = id, Text = name, Series = series?.Id ?? default, Language = series?.Language ?? "" };
            return reads.AskAsync(reading.NumberedDb, $"{type}/{(isId ? "id" : "slug")}/{(series is null ? "" : Latest)}/{bodies}/{extras}", given,
                marks => Query(new(marks.Now), series is null ? null : new(marks.Series, marks.Language), isId ? marks.Id.ToString() : series is null ? marks.Text : Latest, null), cancellationToken);
        }

        IQueryable<ShownDocument> Query(Sight sight, Series? within, string called, string? spoken) =>
            Named(Candidates(type, within, called, spoken), called, within).SeenBy(reading.NumberedDb, sight).Whole(reading.NumberedDb, bodies, extras).Take(1);
    }

    /// <summary>What a name may mean here. The language chooses between items that share a slug or number; an id needs no choice.</summary>
    private IQueryable<PublishedDocument> Candidates(string type, Series? series, string idOrSlug, string? language)
    {
        var candidates = plane.Reading.NumberedDb.Documents.Where(document => document.Type == type);
        if (series is not null) candidates = candidates.Where(document => document.SeriesId == series.Id);
        return language is null || IsId(idOrSlug, out _) ? candidates : candidates.Where(document => document.Language == language);
    }

    /// <summary>
    /// Where the name is not an id it may be a slug, within a series also a number or the word latest. Of several, the series' own language
    /// comes first, then what is oldest.
    /// </summary>
    private static IQueryable<PublishedDocument> Named(IQueryable<PublishedDocument> candidates, string name, Series? series)
    {
        if (IsId(name, out var id)) return candidates.Where(document => document.Id == id).OrderBy(document => document.Id);
        if (series is null) return candidates.Where(document => document.Slug == name).OrderBy(document => document.FirstPublishedAt).ThenBy(document => document.Id);
        if (name == Latest)
        {
            return candidates.OrderBy(document => document.Language == series.Language ? 0 : 1).ThenByDescending(document => document.PublishedAt)
                .ThenByDescending(document => document.SerialNumber).ThenByDescending(document => document.Id);
        }
        var number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
        return candidates.Where(document => document.SerialNumber == number || document.Slug == name)
            .OrderBy(document => document.SerialNumber == number ? 0 : 1).ThenBy(document => document.Language == series.Language ? 0 : 1)
            .ThenBy(document => document.FirstPublishedAt).ThenBy(document => document.Id);
    }

    /// <summary>The present slug of an old one, or why there is nothing.</summary>
    private async Task<Result<string>> MissingAsync(string type, string idOrSlug, Series? series, string? language, Sight sight, CancellationToken cancellationToken)
    {
        var candidates = Candidates(type, series, idOrSlug, language);
        // What was taken down does not say any more what it belonged to.
        if (sight.Limits is null && await TakenDownAsync(type, idOrSlug, cancellationToken) is { } reason) return new Error(ErrorKind.Gone, "taken_down", reason);
        if (idOrSlug != Latest && await Named(candidates, idOrSlug, series).MeantFor(plane.Db, sight).AnyAsync(document => document.VisibleFrom <= sight.Now && document.VisibleUntil <= sight.Now, cancellationToken)) return Expired;
        var before = plane.Db.RetiredSlugs.Where(retired => retired.Type == type && retired.Slug == idOrSlug);
        var moved = await before.Join(candidates.SeenBy(plane.Db, sight), retired => retired.ItemId, document => document.Id, (retired, document) => new { retired.RetiredAt, document.Slug })
            .OrderByDescending(row => row.RetiredAt).Select(row => row.Slug).FirstOrDefaultAsync(cancellationToken);
        if (moved is not null) return moved;
        return await candidates.MeantFor(plane.Db, sight).AnyAsync(document => document.VisibleFrom <= sight.Now && document.VisibleUntil <= sight.Now && before.Any(retired => retired.ItemId == document.Id), cancellationToken)
            ? Expired
            : Error.NotFound(type);
    }

    private Task<string?> TakenDownAsync(string type, string idOrSlug, CancellationToken cancellationToken)
    {
        var gone = plane.Db.TakenDown.Where(document => document.Type == type);
        gone = IsId(idOrSlug, out var id)
            ? gone.Where(document => document.Id == id)
            : gone.Where(document => document.Slug == idOrSlug || plane.Db.RetiredSlugs.Any(retired => retired.Type == type && retired.Slug == idOrSlug && retired.ItemId == document.Id));
        return gone.Select(document => document.PublicReason).FirstOrDefaultAsync(cancellationToken);
    }

    private static Error Expired => new(ErrorKind.Gone, "expired", "This was published for a limited time, which is over.");

    private static bool IsName(string name) => IsId(name, out _) || Slug.IsValid(name);

    private static bool IsId(string name, out Guid id) => Guid.TryParseExact(name, "D", out id);
}
