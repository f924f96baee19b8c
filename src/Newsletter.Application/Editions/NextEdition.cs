using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Publications;

namespace Newsletter.Application.Editions;

/// <summary>What the next edition is to be like; all may be left out.</summary>
public sealed record NextEditionRequest
{
    /// <summary>The day that it is for (ISO 8601); the next day of the newsletter's cadence if left out.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The edition that it is made from, by id or slug; the newsletter's template if left out.</summary>
    public string? Template { get; init; }

    /// <summary>BCP 47; the language of the template, else of the newsletter, if left out.</summary>
    public string? Language { get; init; }
}

/// <summary>Makes the next edition of a newsletter as a draft: the number after the highest, the next day of the cadence, and what stands in every edition.</summary>
public sealed class NextEdition(IEditorialDb db, DraftReader reader, ItemSaver saver, IRecurrences recurrences, TimeProvider time)
{
    /// <summary>What is known of a newsletter's editions.</summary>
    private sealed record Series(int? Highest, DateOnly? First, DateOnly? Last);

    public Task<Result<Saved>> ExecuteAsync(string newsletter, NextEditionRequest request, CancellationToken cancellationToken) => db.InTransactionAsync<Saved>(async () =>
    {
        // Who looks for a free number does it alone.
        await db.EnterLogAsync(cancellationToken);
        if (await db.FindItemAsync(ItemType.Newsletter, newsletter, cancellationToken) is not { Content: Publication publication } item) return Error.NotFound("newsletter");
        var template = await TemplateAsync(item, request.Template ?? publication.Template?.Id.ToString(), cancellationToken);
        if (template.Failed) return template.Error;
        var series = await SeriesAsync(item.Id, [publication.Template?.Id, template.Value?.Id], cancellationToken);
        var date = request.Date is { } given ? given : NextDay(item, publication, series);
        if (date.Failed) return date.Error;
        if (series.Highest > int.MaxValue - 10) return Error.Invalid("", "out_of_range", "This newsletter has no number left.");
        var number = await FreeNumberAsync(item.Id, (series.Highest ?? 0) + 1, cancellationToken);

        var language = request.Language ?? template.Value?.Language ?? item.Language;
        var fields = ItemJson.Fields(Fill(item, publication, template.Value?.Content as Edition, number, date.Value));
        foreach (var name in ContentTypes.ServerSet(ItemType.Edition)) fields.Remove(name);
        (fields["language"], fields["slug"]) = (language, null);
        var draft = await reader.ReadAsync(ItemType.Edition, fields, null, cancellationToken);
        if (draft.Failed) return draft.Error;
        var stem = string.Create(CultureInfo.InvariantCulture, $"{Slug.From(item.Slug)}-{number}");
        return await saver.CreateAsync(ItemType.Edition, draft.Value with { Slug = await saver.FreeSlugAsync(ItemType.Edition, draft.Value.Language!, stem, cancellationToken) }, cancellationToken);
    }, cancellationToken);

    private async Task<Result<Item?>> TemplateAsync(Item newsletter, string? idOrSlug, CancellationToken cancellationToken)
    {
        if (idOrSlug is null) return Result.Of<Item?>(null);
        var found = await db.FindItemAsync(ItemType.Edition, idOrSlug, cancellationToken);
        return found is null ? Error.Invalid("/template", "unknown_reference", $"There is no edition \"{ScalarShape.Shorten(idOrSlug)}\".")
            : found.SeriesId != newsletter.Id ? ItemErrors.WrongNewsletter
            : Result.Of<Item?>(found);
    }

    /// <param name="templates">They count once readers have seen them.</param>
    private async Task<Series> SeriesAsync(ItemId newsletter, IEnumerable<ItemId?> templates, CancellationToken cancellationToken)
    {
        var spared = templates.OfType<ItemId>().ToList();
        return await EditionsOf(newsletter).Where(edition => edition.FirstPublishedAt != null || !spared.Contains(edition.Id)).GroupBy(edition => edition.SeriesId)
            .Select(all => new Series(all.Max(edition => edition.SerialNumber), all.Min(edition => edition.Day), all.Max(edition => edition.Day))).FirstOrDefaultAsync(cancellationToken)
            ?? new(null, null, null);
    }

    private async Task<int> FreeNumberAsync(ItemId newsletter, int number, CancellationToken cancellationToken)
    {
        while (await EditionsOf(newsletter).AnyAsync(edition => edition.SerialNumber == number, cancellationToken)) number++;
        return number;
    }

    /// <summary>All there are: what was taken down keeps its number.</summary>
    private IQueryable<Item> EditionsOf(ItemId newsletter) => db.Items.AsNoTracking().IgnoreQueryFilters().Where(item => item.Type == ItemType.Edition && item.SeriesId == newsletter);

    private Result<DateOnly> NextDay(Item newsletter, Publication publication, Series series)
    {
        if (publication.Cadence is not { } cadence) return Error.Invalid("/date", "no_cadence", "This newsletter has no cadence; name the date.");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(publication.TimeZone);
        var today = DayOf(time.GetUtcNow());
        return recurrences.Next(cadence.Rrule, zone, series.First ?? DayOf(newsletter.CreatedAt), series.Last > today ? series.Last.Value : today);

        DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    private static Edition Fill(Item newsletter, Publication publication, Edition? template, int number, DateOnly date) => new()
    {
        Newsletter = new(newsletter.Id),
        Number = number,
        Date = date,
        Title = template is null ? string.Create(CultureInfo.InvariantCulture, $"{ScalarShape.Shorten(newsletter.Title, 280)} {number}")
            : template.Title.Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{date}", date.ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal),
        Teaser = template?.Teaser,
        LeadMedia = template?.LeadMedia,
        Authors = template?.Authors ?? publication.Authors,
        Tags = template?.Tags ?? [],
        Sections = template?.Sections ?? [],
        Notices = template?.Notices ?? [],
        Seo = template?.Seo,
    };
}
