using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Revisions;

/// <summary>What a history says of one revision, without its content.</summary>
/// <param name="Number">Counts from 1 for each item.</param>
/// <param name="SavedBy">The key that saved it; zeros for commands.</param>
/// <param name="SavedByName">The key's name.</param>
/// <param name="Reason">Why, in the editor's words; null if nothing was said.</param>
/// <param name="PublishedAt">When readers first saw it; null when they never did.</param>
public sealed record RevisionSummary(int Number, string Slug, string Language, string Title, DateTimeOffset SavedAt, Guid SavedBy, string SavedByName, string? Reason, DateTimeOffset? PublishedAt);

/// <summary>Reads histories: the list, one revision, what differs between two.</summary>
public sealed class ReadRevisions(IEditorialDb db)
{
    private const int Limit = 500;

    /// <returns>The newest revisions first, at most 500.</returns>
    public async Task<Result<IReadOnlyList<RevisionSummary>>> ListAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        var revisions = await db.Revisions.AsNoTracking().Where(revision => revision.ItemId == item.Id).OrderByDescending(revision => revision.Number).Take(Limit).ToListAsync(cancellationToken);
        return Result.Of<IReadOnlyList<RevisionSummary>>(revisions.ConvertAll(revision => Summarise(revision)));
    }

    public async Task<Result<ItemRevision>> OneAsync(ItemType type, string idOrSlug, int number, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        return await db.Revisions.AsNoTracking().FirstOrDefaultAsync(revision => revision.ItemId == item.Id && revision.Number == number, cancellationToken) is { } found
            ? found
            : Error.NotFound("revision");
    }

    public async Task<Result<IReadOnlyList<ContentChange>>> DiffAsync(ItemType type, string idOrSlug, int from, int to, CancellationToken cancellationToken)
    {
        var before = await OneAsync(type, idOrSlug, from, cancellationToken);
        if (before.Failed) return before.Error;
        var after = await OneAsync(type, idOrSlug, to, cancellationToken);
        return after.Failed ? after.Error : Result.Of(ContentDiff.Between(Fields(before.Value), Fields(after.Value)));
    }

    /// <summary>What a revision says, as it would be written.</summary>
    public static System.Text.Json.Nodes.JsonObject Fields(ItemRevision revision)
    {
        var fields = ItemJson.Fields(revision.Content);
        fields.Insert(0, "language", revision.Language);
        fields.Insert(0, "slug", revision.Slug);
        return fields;
    }

    public static RevisionSummary Summarise(ItemRevision revision) => new(revision.Number, revision.Slug, revision.Language, revision.Content.Title,
        revision.SavedAt, revision.SavedBy, revision.SavedByName, revision.Reason, revision.PublishedAt);
}
