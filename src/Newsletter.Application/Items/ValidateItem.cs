using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Says what would keep an item from being published, and what only deserves a look. Changes nothing.</summary>
public sealed class ValidateItem(IEditorialDb db, Checking checking, TimeProvider time)
{
    public async Task<Result<IReadOnlyList<CheckResult>>> ExecuteAsync(ItemType type, string idOrSlug, bool includeArticles, CancellationToken cancellationToken)
    {
        var item = await db.FindItemAsync(type, idOrSlug, cancellationToken);
        if (item is null) return Error.NotFound(ContentShape.Name(type));
        var releases = await checking.GatherAsync(item, includeArticles && type is ItemType.Edition, cancellationToken);
        return Result.Of(await checking.CheckAsync(releases, time.GetUtcNow(), cancellationToken));
    }
}
