using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Delivery.Search;
using Newsletter.Domain;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Body;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Tags;

namespace Newsletter.Application.Publishing;

/// <summary>Puts into the word index what readers can look for: articles and editions by their words, authors and tags by their names.</summary>
public sealed class SearchEntries(IEditorialDb db, ISearchIndex index, TimeProvider time)
{
    /// <summary>The part of a text that is indexed: some 30,000 words.</summary>
    private const int MaxText = 200_000;

    private const int AtOnce = 200;

    private static readonly ItemType[] Types = [ItemType.Article, ItemType.Edition, ItemType.Author, ItemType.Tag];

    /// <param name="shown">Each with what readers see as its working copy.</param>
    internal Task AddAsync(IEnumerable<Item> shown, ILookup<Guid, (string Relation, Guid Target)> references, CancellationToken cancellationToken)
    {
        var entries = shown.Where(item => Types.Contains(item.Type)).Select(item => Make(item, references[item.Id.Value])).ToList();
        return entries.Count == 0 ? Task.CompletedTask : index.AddAsync(entries, cancellationToken);
    }

    /// <summary>Adds what was published before there was an index.</summary>
    public async Task AddMissingAsync(CancellationToken cancellationToken)
    {
        var missing = await index.MissingAsync([.. Types.Select(DocumentTypes.Name)], cancellationToken);
        foreach (var some in missing.Chunk(AtOnce))
        {
            var ids = some.Select(id => new ItemId(id)).ToList();
            var items = await db.Items.IgnoreQueryFilters().AsNoTracking().Where(item => ids.Contains(item.Id)).ToListAsync(cancellationToken);
            var references = await db.PublishedReferences.AsNoTracking().Where(reference => some.Contains(reference.FromId))
                .Select(reference => new { reference.FromId, reference.Relation, reference.ToId }).ToListAsync(cancellationToken);
            await AddAsync(items.Select(Published), references.ToLookup(one => one.FromId, one => (one.Relation, one.ToId)), cancellationToken);
        }
    }

    private static Item Published(Item item) => item.PublishedContent is { } content
        ? item.AsOf(new(item.PublishedRevision ?? item.Revision, item.PublishedSlug ?? item.Slug, item.PublishedLanguage ?? item.Language, item.TranslationGroup, content))
        : item;

    private SearchEntry Make(Item item, IEnumerable<(string Relation, Guid Target)> references)
    {
        var isName = item.Type is ItemType.Author or ItemType.Tag;
        var language = isName ? SearchLanguages.Names : SearchLanguages.Of(item.Language);
        var title = SearchWords.Plain(item.Title);
        var publishedAt = item.PublishedAt ?? item.UpdatedAt;
        IEnumerable<string> keys = isName ? [] : [SearchKeys.Week(publishedAt, time.GetUtcNow()), .. title.Split(' ').SelectMany(SearchKeys.Typos)];
        return new(item.Id.Value, language, publishedAt, title, SearchWords.Plain(Lead(item.Content)), isName ? "" : SearchWords.Plain(Text(item.Content), MaxText),
            [.. references.Where(one => one.Relation is Relations.Author or Relations.Tag).Select(one => SearchKeys.Named(one.Target)).Distinct()], [SearchKeys.Language(language), .. keys.Distinct()]);
    }

    private static string Lead(Content content) => content switch
    {
        Article article => string.Join('\n', article.Kicker, article.Teaser),
        Edition edition => string.Join('\n', edition.Sections.Select(section => section.Title).Prepend(edition.Teaser)),
        Tag tag => string.Join('\n', tag.Synonyms),
        _ => "",
    };

    /// <summary>Without what stands there of other items: who reads the text may not see them.</summary>
    private static string Text(Content content) => string.Join('\n', content.Bodies().Select(body => BodyText.Render(body.Blocks, PublishingTargets.None.Working()))
        .Append(BodyCorrections.Text((content as ICorrectable)?.Corrections ?? [])));
}
