using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Review;

/// <summary>A remark to be added.</summary>
public sealed record CommentRequest
{
    /// <summary>1 to 4,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Where in the content (RFC 6901); the whole if left out.</summary>
    public string? Pointer { get; init; }
}

/// <summary>Who is to see to the item.</summary>
public sealed record AssigneeRequest
{
    /// <summary>A name or account, at most 100 characters; null for nobody.</summary>
    public string? Assignee { get; init; }
}

/// <summary>What editors say to each other about a working copy, who sees to it, and who has it open. None of it makes a new version.</summary>
public sealed class DiscussItem(IEditorialDb db, Caller caller, TimeProvider time)
{
    public async Task<Result<IReadOnlyList<ItemComment>>> CommentsAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken) =>
        await db.FindItemAsync(type, idOrSlug, cancellationToken) is { } item
            ? Result.Of<IReadOnlyList<ItemComment>>(await db.Comments.AsNoTracking().Where(comment => comment.ItemId == item.Id).OrderBy(comment => comment.Id).ToListAsync(cancellationToken))
            : Error.NotFound(ContentShape.Name(type));

    public async Task<Result<ItemComment>> CommentAsync(ItemType type, string idOrSlug, CommentRequest request, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        if (string.IsNullOrWhiteSpace(request.Text)) return Error.Invalid("/text", "too_long", "A comment has 1 to 4,000 characters.");
        if (Comments.Wrong(request.Text, "/text") is { } wrong) return wrong;
        var comment = caller.Comment(item, request.Pointer ?? "", request.Text, time.GetUtcNow());
        return await db.InTransactionAsync<ItemComment>(() =>
        {
            db.Comments.Add(comment);
            return Task.FromResult<Result<ItemComment>>(comment);
        }, cancellationToken);
    }

    public Task<Result<Saved>> AssignAsync(ItemType type, string idOrSlug, int? version, AssigneeRequest request, CancellationToken cancellationToken) => db.InTransactionAsync<Saved>(async () =>
    {
        var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken);
        if (found.Failed) return found.Error;
        if (request.Assignee is { Length: 0 or > 100 }) return Error.Invalid("/assignee", "too_long", "A name has 1 to 100 characters; null is for nobody.");
        found.Value.Assign(request.Assignee, time.GetUtcNow());
        return new Saved(found.Value);
    }, cancellationToken);

    /// <summary>Takes or renews the lease for 60 seconds and says who else held it, so that the editor is warned.</summary>
    public async Task<Result<HeldLease>> LeaseAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        var now = time.GetUtcNow();
        return await db.InTransactionAsync<HeldLease>(async () =>
        {
            // The item's row orders those who take the lease at once.
            await db.Items.Where(one => one.Id == item.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Version, one => one.Version), cancellationToken);
            var held = await db.Leases.AsNoTracking().FirstOrDefaultAsync(lease => lease.ItemId == item.Id, cancellationToken);
            await db.Leases.Where(lease => lease.ItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
            var mine = new EditingLease { ItemId = item.Id, Holder = caller.Principal, HolderName = caller.Name, Until = now + EditingLease.Duration };
            db.Leases.Add(mine);
            return new HeldLease(mine, held is not null && held.Holder != caller.Principal && held.Until > now ? held.HolderName : null);
        }, cancellationToken);
    }

    public async Task<Result<HeldLease>> HolderAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        var now = time.GetUtcNow();
        return new HeldLease(await db.Leases.AsNoTracking().FirstOrDefaultAsync(lease => lease.ItemId == item.Id && lease.Until > now, cancellationToken), null);
    }

    public async Task<Result<bool>> ReleaseAsync(ItemType type, string idOrSlug, CancellationToken cancellationToken)
    {
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { } item) return Error.NotFound(ContentShape.Name(type));
        return await db.Leases.Where(lease => lease.ItemId == item.Id && lease.Holder == caller.Principal).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}

/// <summary>Who has an item open, and who else had it when the caller took it.</summary>
public sealed record HeldLease(EditingLease? Lease, string? Other);
