using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Domain.Authors;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;
using Newsletter.Domain.Notices;

namespace Newsletter.Application.Publishing;

/// <summary>The items that a publication refers to, loaded once for all that is published together.</summary>
internal sealed class PublishingTargets(IReadOnlyDictionary<ItemId, Item> items, KnownAvailability recordings, IReadOnlySet<ItemId>? arriving = null)
{
    public static PublishingTargets None { get; } = new(new Dictionary<ItemId, Item>(), KnownAvailability.None);

    public IReadOnlyDictionary<ItemId, Item> Items => items;

    /// <summary>What is known of recordings elsewhere.</summary>
    public KnownAvailability Recordings => recordings;

    /// <param name="releasing">What is being published with them, seen as it will be.</param>
    /// <param name="arriving">What will be published soon and counts as published.</param>
    /// <param name="shown">Contents whose recordings elsewhere are wanted; by default those of what is being published.</param>
    public static async Task<PublishingTargets> LoadAsync(IEditorialDb db, IEnumerable<Item> releasing, IEnumerable<ItemId> ids, CancellationToken cancellationToken,
        IReadOnlySet<ItemId>? arriving = null, IEnumerable<Content>? shown = null)
    {
        var written = releasing.ToList();
        var known = written.ToDictionary(item => item.Id);
        await AddAsync(ids);
        await AddAsync(known.Values.SelectMany(item => CarriedBy(item)).Select(media => media.Id));
        // A byline box shows a portrait.
        await AddAsync(known.Values.Select(item => item.Content).OfType<Author>().Where(author => author.Portrait is not null).Select(author => author.Portrait!.Media.Id));
        return new(known, await ShownRecordings.KnownAsync(db, shown ?? written.Select(item => item.Content), cancellationToken), arriving);

        async Task AddAsync(IEnumerable<ItemId> wanted)
        {
            var missing = wanted.Distinct().Where(id => !known.ContainsKey(id)).ToList();
            if (missing.Count == 0) return;
            foreach (var item in await db.Items.AsNoTracking().Where(item => missing.Contains(item.Id)).ToListAsync(cancellationToken)) known[item.Id] = item;
        }
    }

    /// <summary>
    /// What the readers of an item see of its targets. HTML, Markdown and text are made at publication and keep what they say, so they say
    /// nothing of what readers cannot see by then.
    /// </summary>
    public SeenTargets SeenFrom(Item item, DateTimeOffset now) => new(this, item.EmbargoUntil > now ? item.EmbargoUntil.Value : now);

    /// <summary>What there would be to see if every working copy were published.</summary>
    /// <param name="seen">What there is for who looks; null for all.</param>
    public SeenTargets Working(IReadOnlySet<ItemId>? seen = null) => new(this, null, seen);

    /// <summary>The instants at which an item appears or goes.</summary>
    internal IEnumerable<DateTimeOffset> TurnsOf(ItemId id) => !items.TryGetValue(id, out var item) ? []
        : new[] { item.EmbargoUntil, item.ExpiresAt }.Concat(CarriedBy(item).Select(carried => items.GetValueOrDefault(carried.Id)).Prepend(item)
            .Select(one => ((one?.PublishedContent ?? one?.Content) as MediaAsset)?.Rights?.ExpiresAt)).OfType<DateTimeOffset>();

    /// <param name="at">Null for working copies.</param>
    internal BodyTarget? Find(ItemId id, DateTimeOffset? at)
    {
        if (!items.TryGetValue(id, out var item)) return null;
        // Media need no publishing: being referred to is what shows them.
        if (item.Type is not ItemType.Media && at is { } instant && !IsSeen(item, instant)) return null;
        // The working copy may have gone on since.
        var (content, slug) = at is null ? (item.Content, item.Slug) : (item.PublishedContent ?? item.Content, item.PublishedSlug ?? item.Slug);
        var page = item.Type is ItemType.Media ? BodyAddresses.File(Paths.Page(item)) : BodyAddresses.Page(Paths.Page(item.Type, slug));
        var target = new BodyTarget(item.Type, content.Title, page);
        return content switch
        {
            MediaAsset { Rights.ExpiresAt: { } end } when end <= at => null,
            MediaAsset { File: { } file } media => target with
            {
                Media = new(file.ContentType, page) { Srcset = MediaRenditions.SrcsetOf(item.Id, media), Alt = media.Alt, Caption = media.Caption, Credit = media.Credit, Width = file.Width, Height = file.Height, PosterUrl = FileOf(media.Poster, "image/", at), Tracks = [.. TracksOf(media, at)] },
            },
            MediaAsset => null,
            Author author => target with { Author = new() { JobTitle = author.JobTitle, Bio = author.Bio, PortraitUrl = PortraitOf(author) } },
            Notice notice => target with { Body = notice.Body },
            _ => target,
        };
    }

    private bool IsSeen(Item item, DateTimeOffset at) => arriving?.Contains(item.Id) is true
        || (item.IsPublished && (item.EmbargoUntil is not { } from || from <= at) && (item.ExpiresAt is not { } until || at < until));

    private string? PortraitOf(Author author) =>
        author.Portrait is { } portrait && items.TryGetValue(portrait.Media.Id, out var media) && media.Content is MediaAsset { File: not null } ? BodyAddresses.File(Paths.Page(media)) : null;

    /// <summary>The media that a recording brings along.</summary>
    private static IEnumerable<Reference> CarriedBy(Item item) => item.Content is not MediaAsset media ? []
        : media.Captions.Select(track => track.Media).Concat(media.Poster is { } poster ? [poster] : []);

    private IEnumerable<TrackTarget> TracksOf(MediaAsset media, DateTimeOffset? at) =>
        from track in media.Captions
        let url = FileOf(track.Media, "text/vtt", at)
        where url is not null
        select new TrackTarget(url, track.Kind, track.Language, track.Label);

    private string? FileOf(Reference? reference, string contentType, DateTimeOffset? at) => reference is { } known && items.TryGetValue(known.Id, out var item)
        && item.Content is MediaAsset { File: { } file } media && file.ContentType.StartsWith(contentType, StringComparison.Ordinal) && !(media.Rights?.ExpiresAt <= at)
            ? BodyAddresses.File(Paths.Page(item)) : null;
}
