using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Review;

/// <summary>What goes with a step of the workflow.</summary>
public sealed record StepRequest
{
    /// <summary>A remark for the others, at most 4,000 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>Submits, approves, rejects or reinstates: a step that changes the status and nothing that readers see.</summary>
public sealed class StepItem(IEditorialDb db, Caller caller, TimeProvider time)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, WorkflowAction action, StepRequest request, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken);
            if (found.Failed) return found.Error;
            var (item, now) = (found.Value, time.GetUtcNow());
            if (item.Step(action, now) is { } illegal) return illegal;
            if (Comments.Wrong(request.Comment, "/comment") is { } wrong) return wrong;
            if (!string.IsNullOrWhiteSpace(request.Comment)) db.Comments.Add(caller.Comment(item, "", request.Comment, now));
            return new Saved(item);
        }, cancellationToken);
}

internal static class Comments
{
    private const int MaxLength = 4000;

    public static Error? Wrong(string? text, string pointer) => text?.Length > MaxLength ? Error.Invalid(pointer, "too_long", "A comment has 1 to 4,000 characters.") : null;

    public static ItemComment Comment(this Caller caller, Item item, string pointer, string text, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ItemId = item.Id,
        Revision = item.Revision,
        Pointer = pointer,
        Text = text,
        At = now,
        By = caller.Principal,
        ByName = caller.Name,
    };
}
