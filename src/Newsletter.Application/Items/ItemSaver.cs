using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Publishing;
using Newsletter.Application.Revisions;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Items;

/// <summary>A saved item, and what had to be dropped or is worth a look.</summary>
public sealed record Saved(Item Item)
{
    public IReadOnlyList<Issue> Warnings { get; init; } = [];
}

/// <summary>Puts a checked draft into the database: what creating, replacing and patching have in common.</summary>
public sealed class ItemSaver(IEditorialDb db, Publisher publisher, ThinRevisions history, ITransliterator transliterator, Caller caller, TimeProvider time)
{
    public async Task<Result<Saved>> CreateAsync(ItemType type, Draft draft, CancellationToken cancellationToken)
    {
        // Who looks for a free slug or number does it alone; what is published at once takes this lock before any other.
        if (draft.Slug is null || type is ItemType.Edition || Item.PublishesOnSave(type)) await db.EnterLogAsync(cancellationToken);
        var now = time.GetUtcNow();
        var language = draft.Language ?? draft.InheritedLanguage ?? Languages.Default;
        var id = draft.Id ?? ItemId.New(now);
        if (draft.Id is not null && await db.Items.AnyAsync(item => item.Id == id, cancellationToken)) return ItemErrors.IdTaken(await KnownAsync(id, cancellationToken));
        var slug = draft.Slug ?? await FreeSlugAsync(type, language, Slug.From(transliterator.ToAscii(draft.Content.Title)), cancellationToken);
        if (await ConflictAsync(type, id, slug, language, draft.Content, cancellationToken) is { } conflict) return conflict;

        var item = Item.Create(id, slug, language, await TranslationGroupAsync(draft.Content, cancellationToken), draft.Content, now);
        db.Items.Add(item);
        var references = draft.ReferencesOf(id).ToList();
        db.References.AddRange(references);
        if (draft.Status is ItemStatus.Published && !caller.May(Scopes.ContentPublish)) return AccessErrors.MayNotPublish;
        if (Item.PublishesOnSave(type) && draft.Status is not ItemStatus.Draft && caller.May(Scopes.ContentPublish))
        {
            await publisher.PublishAsync([new(item, references)], now, cancellationToken);
        }
        return await IsBeyondAsync(item, cancellationToken) ? AccessErrors.BeyondItems : new Saved(item) { Warnings = draft.Warnings };
    }

    public async Task<Result<Saved>> EditAsync(Item item, Draft draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var slug = draft.Slug ?? item.Slug;
        var language = draft.Language ?? item.Language;
        if (await ConflictAsync(item.Type, item.Id, slug, language, draft.Content, cancellationToken) is { } conflict) return conflict;

        var edited = item.Edit(slug, language, await TranslationGroupAsync(draft.Content, cancellationToken), draft.Content, now);
        var references = draft.ReferencesOf(item.Id).ToList();
        if (edited)
        {
            await db.References.Where(reference => reference.ItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
            db.References.AddRange(references);
        }
        var publishes = Item.PublishesOnSave(item.Type) && (item.IsPublished ? edited : draft.Status is ItemStatus.Published);
        if (publishes && !item.IsPublished && !caller.May(Scopes.ContentPublish)) return AccessErrors.MayNotPublish;
        // Without the right to publish, an edit waits beside what readers see.
        if (publishes && caller.May(Scopes.ContentPublish)) await publisher.PublishAsync([new(item, references) { EmbargoUntil = item.EmbargoUntil, ExpiresAt = item.ExpiresAt }], now, cancellationToken);
        if (edited) await history.AfterSaveAsync(item, now, cancellationToken);
        if (edited && item.Type is ItemType.Media) await publisher.RefreshMediaAsync(item, now, cancellationToken);
        return edited && await IsBeyondAsync(item, cancellationToken) ? AccessErrors.BeyondItems : new Saved(item) { Warnings = draft.Warnings };
    }

    /// <summary>Nobody puts an item where it is not his any more.</summary>
    private async Task<bool> IsBeyondAsync(Item item, CancellationToken cancellationToken)
    {
        if (!caller.IsLimited) return false;
        await db.SaveChangesAsync(cancellationToken);
        return !await db.ItemsFor(ItemUse.Change).AnyAsync(one => one.Id == item.Id, cancellationToken);
    }

    /// <summary>The item in the way, if the caller may know it.</summary>
    private async Task<ItemId?> KnownAsync(ItemId item, CancellationToken cancellationToken) => (await db.SeenAmongAsync([item], cancellationToken)).Contains(item) ? item : null;

    private async Task<Error?> ConflictAsync(ItemType type, ItemId id, string slug, string language, Content content, CancellationToken cancellationToken)
    {
        var (series, number) = (content.Series?.Id, content.SerialNumber);
        if (!await IsWantedAsync(type, id, slug, language, series, number, cancellationToken)) return null;
        var rival = await db.Items.AsNoTracking()
            .Where(item => item.Type == type && item.Id != id && item.Language == language
                && (item.Slug == slug || (type == ItemType.Edition && item.SeriesId == series && item.SerialNumber == number)))
            .OrderBy(item => item.Slug == slug ? 0 : 1)
            .Select(item => new { item.Id, item.Slug }).FirstOrDefaultAsync(cancellationToken);
        if (rival is not null)
        {
            var known = await KnownAsync(rival.Id, cancellationToken);
            return rival.Slug == slug ? ItemErrors.SlugTaken(known) : ItemErrors.NumberTaken(known);
        }
        return await OldSlugs.HolderAsync(db, type, id, slug, language, cancellationToken) is { } holder ? ItemErrors.SlugKept(await KnownAsync(holder, cancellationToken)) : null;
    }

    /// <summary>Whether anything stands in the way. Every save asks.</summary>
    private async Task<bool> IsWantedAsync(ItemType type, ItemId id, string slug, string language, ItemId? series, int? number, CancellationToken cancellationToken) =>
        await db.IsSlugWantedAsync(type, id, slug, language, cancellationToken)
        || (type is ItemType.Edition && await db.Items.AnyAsync(item => item.Type == type && item.Id != id && item.Language == language && item.SeriesId == series && item.SerialNumber == number, cancellationToken));

    /// <summary>A slug that begins like this; the next free number goes behind it when it is taken.</summary>
    /// <param name="stem">Of a slug's letters; empty where there was nothing to make one of.</param>
    internal async Task<string> FreeSlugAsync(ItemType type, string language, string stem, CancellationToken cancellationToken)
    {
        if (stem.Length == 0) stem = Paths.Plural(type);
        var prefix = stem + "-";
        var name = DocumentTypes.Name(type);
        var items = db.Items.IgnoreQueryFilters().Where(item => item.Type == type);
        var taken = await items.Where(item => item.Language == language && (item.Slug == stem || item.Slug.StartsWith(prefix))).Select(item => item.Slug)
            .Concat(items.Where(item => item.PublishedLanguage == language && (item.PublishedSlug == stem || item.PublishedSlug!.StartsWith(prefix))).Select(item => item.PublishedSlug!))
            .Concat(db.RetiredSlugs.Where(old => old.Type == name && old.Language == language && (old.Slug == stem || old.Slug.StartsWith(prefix))).Select(old => old.Slug))
            .ToListAsync(cancellationToken);
        var slug = stem;
        for (var n = 2; taken.Contains(slug) || !Slug.IsValid(slug); n++) slug = $"{prefix}{n}";
        return slug;
    }

    private async Task<ItemId?> TranslationGroupAsync(Content content, CancellationToken cancellationToken) => content.Translates is { } original
        ? await db.Items.Where(item => item.Id == original.Id).Select(item => item.TranslationGroup).FirstAsync(cancellationToken)
        : null;
}

/// <summary>Writes any script in Latin letters.</summary>
public interface ITransliterator
{
    string ToAscii(string text);
}
