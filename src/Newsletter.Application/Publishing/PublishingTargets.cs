using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using Newsletter.Domain.Authors;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;
using Newsletter.Domain.Notices;

namespace Newsletter.Application.Publishing;

/// <summary>The items that a publication refers to, loaded once for all that is published together.</summary>
internal sealed class PublishingTargets(IReadOnlyDictionary<ItemId, Item> items, IReadOnlySet<ItemId>? arriving = null) : IBodyTargets
{
    public IReadOnlyDictionary<ItemId, Item> Items => items;

    /// <param name="releasing">What is being published with them, seen as it will be.</param>
    /// <param name="arriving">What will be published soon and counts as published.</param>
    public static async Task<PublishingTargets> LoadAsync(IEditorialDb db, IEnumerable<Item> releasing, IEnumerable<ItemId> ids, CancellationToken cancellationToken,
        IReadOnlySet<ItemId>? arriving = null)
    {
        var known = releasing.ToDictionary(item => item.Id);
        await AddAsync(ids);
        // A byline box shows a portrait.
        await AddAsync(known.Values.Select(item => item.Content).OfType<Author>().Where(author => author.Portrait is not null).Select(author => author.Portrait!.Media.Id));
        return new(known, arriving);

        async Task AddAsync(IEnumerable<ItemId> wanted)
        {
            var missing = wanted.Distinct().Where(id => !known.ContainsKey(id)).ToList();
            if (missing.Count == 0) return;
            foreach (var item in await db.Items.AsNoTracking().Where(item => missing.Contains(item.Id)).ToListAsync(cancellationToken)) known[item.Id] = item;
        }
    }

    public BodyTarget? Find(ItemId id)
    {
        if (!items.TryGetValue(id, out var item)) return null;
        // Media need no publishing: being referred to is what shows them.
        if (item.Type is not ItemType.Media && !item.IsPublished && arriving?.Contains(id) is not true) return null;
        var target = new BodyTarget(item.Type, item.Title, Paths.Page(item));
        return (item.PublishedContent ?? item.Content) switch
        {
            MediaAsset { File: { } file } media => target with
            {
                Media = new(file.ContentType, Paths.Page(item)) { Alt = media.Alt, Caption = media.Caption, Credit = media.Credit, Width = file.Width, Height = file.Height },
            },
            MediaAsset => null,
            Author author => target with { Author = new() { JobTitle = author.JobTitle, Bio = author.Bio, PortraitUrl = PortraitOf(author) } },
            Notice notice => target with { Body = notice.Body },
            _ => target,
        };
    }

    private string? PortraitOf(Author author) =>
        author.Portrait is { } portrait && items.TryGetValue(portrait.Media.Id, out var media) && media.Content is MediaAsset { File: not null } ? Paths.Page(media) : null;
}
