using System.Text.Json;
using AutoMapper;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Body;
using Newsletter.Domain.Breaking;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Media;
using Newsletter.Domain.Notices;

namespace Newsletter.Application.Publishing;

/// <summary>Freezes an item's working copy into the document that delivery reads.</summary>
/// <param name="mapper">Made when the first document is: its maps take long to make, and readers need none.</param>
public sealed class DocumentMaker(Lazy<IMapper> mapper)
{
    // Far instants that both engines can store.
    private static readonly DateTimeOffset Always = DateTimeOffset.MinValue.AddYears(1);
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <param name="shown">Media only: from when and until when something that refers to it is visible.</param>
    public PublishedDocument Make(Item item, SeenTargets targets, (DateTimeOffset From, DateTimeOffset Until)? shown = null) => Make<PublishedDocument>(item, targets, shown);

    /// <param name="targets">Null for a row whose derived bodies are made on reading.</param>
    public TRow Make<TRow>(Item item, SeenTargets? targets, (DateTimeOffset From, DateTimeOffset Until)? shown = null) where TRow : DocumentRow, new()
    {
        var bodies = item.Content.Bodies().Select(body => targets is null ? body : body with { Blocks = targets.Present(body.Blocks) }).ToList();
        var texts = bodies.ConvertAll(body => BodyText.Render(body.Blocks, targets ?? PublishingTargets.None.Working()));
        var forms = targets is null ? ([], [], []) : Derive(item.Content, targets);
        var document = Complete((Document)mapper.Value.Map(item.Content, item.Content.GetType(), DocumentTypes.Of(item.Type)), item, texts);
        return new TRow
        {
            Id = item.Id.Value,
            Type = DocumentTypes.Name(item.Type),
            Slug = item.Slug,
            Title = item.Title,
            Language = item.Language,
            Kind = item.Kind,
            TranslationGroup = item.TranslationGroup.Value,
            SeriesId = item.SeriesId?.Value,
            SerialNumber = item.SerialNumber,
            Revision = item.Revision,
            PublishedAt = document.PublishedAt,
            FirstPublishedAt = document.FirstPublishedAt,
            UpdatedAt = item.UpdatedAt,
            VisibleFrom = shown?.From ?? item.EmbargoUntil ?? Always,
            VisibleUntil = Earliest(shown?.Until ?? item.ExpiresAt, item.Content switch { MediaAsset media => media.Rights?.ExpiresAt, BreakingLine line => line.Until, _ => null }) ?? Never,
            BreakingUntil = item.Content switch { Article article => article.Breaking?.Until, BreakingLine line => line.Until, _ => null },
            RegionsInclude = RegionList((item.Content as Notice)?.Regions?.Include),
            RegionsExclude = RegionList((item.Content as Notice)?.Regions?.Exclude),
            SortTitle = item.Title.ToLowerInvariant(),
            SearchText = SearchText(item),
            Path = Paths.Page(item),
            MediaFile = item.Content is MediaAsset { File: not null } asset ? JsonSerializer.Serialize(MediaRenditions.ShownFile(asset), ContentJson.Options) : null,
            Summary = DocumentEncoder.Encode(document),
            Blocks = Join(bodies.Select(body => DocumentEncoder.EncodeBlocks(body.Blocks))),
            Html = forms.Html,
            Markdown = forms.Markdown,
            Text = forms.Text,
        };
    }

    /// <summary>
    /// The forms of bodies that hold the titles and addresses of what they lead to, now and whenever that changes. The first body, which is the
    /// main one, ends with the corrections.
    /// </summary>
    public static (byte[] Html, byte[] Markdown, byte[] Text) Derive(Content content, SeenTargets targets)
    {
        var (named, unnamed) = (DeriveFrom(content, targets), DeriveFrom(content, targets.Shared));
        return (named.Html.OrUnnamed(unnamed.Html), named.Markdown.OrUnnamed(unnamed.Markdown), named.Text.OrUnnamed(unnamed.Text));
    }

    private static (byte[] Html, byte[] Markdown, byte[] Text) DeriveFrom(Content content, SeenTargets targets)
    {
        var (html, markdown, text) = DeriveAt(content, targets);
        for (var seen = targets.Later; seen is { At: { } at }; seen = seen.Later)
        {
            var later = DeriveAt(content, seen);
            (html, markdown, text) = (html.Then(at, later.Html), markdown.Then(at, later.Markdown), text.Then(at, later.Text));
        }
        return (html, markdown, text);
    }

    private static (byte[] Html, byte[] Markdown, byte[] Text) DeriveAt(Content content, SeenTargets targets)
    {
        var corrections = (content as ICorrectable)?.Corrections ?? [];
        var bodies = content.Bodies().ToList();
        return (Form(BodyHtml.Render, BodyCorrections.Html, ""), Form(BodyMarkdown.Render, BodyCorrections.Markdown, "\n\n"), Form(BodyText.Render, BodyCorrections.Text, "\n\n"));

        byte[] Form(Func<IReadOnlyList<Block>, IBodyTargets, string> render, Func<IReadOnlyList<Correction>, string> correct, string between) =>
            Join(bodies.Select((body, at) => JsonString(string.Join(between, new[] { render(targets.Present(body.Blocks), targets), at == 0 ? correct(corrections) : "" }.Where(part => part.Length > 0)))));
    }

    private static Document Complete(Document document, Item item, List<string> texts)
    {
        var self = DocumentEncoder.InPlane(Paths.InPlane(item.Type, item.Id));
        var publishedAt = item.PublishedAt ?? item.UpdatedAt;
        document = document with
        {
            Type = item.Type,
            Id = item.Id.Value,
            Slug = item.Slug,
            Url = Paths.Page(item) is { Length: > 0 } page ? item.Type is ItemType.Media ? DocumentEncoder.File(page) : DocumentEncoder.Page(page) : null,
            Language = item.Language,
            Dir = Languages.Direction(item.Language),
            Revision = item.Revision,
            PublishedAt = publishedAt,
            FirstPublishedAt = item.FirstPublishedAt ?? publishedAt,
            UpdatedAt = item.UpdatedAt,
        };
        var links = new DocumentLinks
        {
            Self = self,
            Items = item.Type switch { ItemType.Newsletter => self + "/editions", ItemType.Podcast => self + "/episodes", _ => null },
        };
        var text = string.Join('\n', texts);
        return document switch
        {
            ArticleDocument article => article with { Links = links, WordCount = BodyText.WordCount(text), ReadingTimeMinutes = BodyText.ReadingMinutes(text) },
            EditionDocument edition => edition with { Links = links, WordCount = BodyText.WordCount(text), ReadingTimeMinutes = BodyText.ReadingMinutes(text) },
            MediaDocument media => MediaRenditions.Add(media, item) with { Links = links, Availability = media.Availability ?? new() { Status = AvailabilityStatus.Available } },
            NoticeDocument notice => notice with { Links = links, Regions = notice.Regions ?? new() },
            LinkedDocument linked => linked with { Links = links },
            _ => document,
        };
    }

    private static string SearchText(Item item) => string.Join('\n', new[]
    {
        item.Title,
        item.Content switch { Article article => article.Teaser, Edition edition => edition.Teaser, Domain.Authors.Author author => author.JobTitle, Domain.Tags.Tag tag => string.Join('\n', tag.Synonyms), _ => null },
    }.Where(text => !string.IsNullOrEmpty(text))).ToLowerInvariant();

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;

    private static string RegionList(IReadOnlyList<string>? codes) => codes is { Count: > 0 } ? $",{string.Join(',', codes)}," : "";

    private static byte[] JsonString(string text) => BodyAddresses.Mark(JsonText.Write(text));

    private static byte[] Join(IEnumerable<byte[]> parts)
    {
        var all = new List<byte>();
        foreach (var part in parts)
        {
            if (all.Count > 0) all.Add(Marks.BodySeparator);
            all.AddRange(part);
        }
        return [.. all];
    }
}
