using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Newsletter.Application.Audit;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>
/// Goes with every save of an item, so that no use case can forget it: raises the version (the ETag, and the guard against lost updates), keeps
/// each content as a revision, and writes the audit trail.
/// </summary>
internal sealed class HistoryInterceptor(TimeProvider time) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (EditorialDbContext)eventData.Context!;
        foreach (var entry in db.ChangeTracker.Entries<Item>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            var version = entry.Property(item => item.Version);
            if (entry.State is EntityState.Added) version.CurrentValue = 1;
            if (entry.State is EntityState.Modified) version.CurrentValue = version.OriginalValue + 1;
            var now = time.GetUtcNow();
            KeepRevision(db, entry, now);
            db.Audit.Add(Audit(db, entry, now));
        }
        return new(result);
    }

    private static void KeepRevision(EditorialDbContext db, EntityEntry<Item> entry, DateTimeOffset now)
    {
        var (item, caller) = (entry.Entity, db.Caller);
        if (entry.State is EntityState.Added || (entry.State is EntityState.Modified && entry.Property(one => one.Revision).IsModified))
        {
            db.Revisions.Add(new()
            {
                ItemId = item.Id,
                Number = item.Revision,
                Slug = item.Slug,
                Language = item.Language,
                TranslationGroup = item.TranslationGroup,
                Content = item.Content,
                SavedAt = now,
                SavedBy = caller.Principal,
                SavedByName = caller.Name,
                Reason = caller.Reason,
            });
        }
    }

    private static AuditEntry Audit(EditorialDbContext db, EntityEntry<Item> entry, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Principal = db.Caller.Principal,
        PrincipalName = db.Caller.Name,
        Action = ActionOf(entry),
        ItemType = DocumentTypes.Name(entry.Entity.Type),
        ItemId = entry.Entity.Id.Value,
        Version = entry.Entity.Version,
        Revision = entry.Entity.Revision,
        BeforeHash = entry.State is EntityState.Added ? null : Hash(entry.Property(item => item.Content).OriginalValue),
        AfterHash = entry.State is EntityState.Deleted ? null : Hash(entry.Entity.Content),
    };

    private static string ActionOf(EntityEntry<Item> entry)
    {
        if (entry.State is EntityState.Deleted) return "deleted";
        var (status, published) = (entry.Property(item => item.Status), entry.Property(item => item.PublishedAt));
        if (entry.State is EntityState.Added) return entry.Entity.IsPublished ? "published" : "created";
        if (entry.Entity.LastAction is WorkflowAction.Schedule) return "scheduled";
        if (entry.Entity.LastAction is WorkflowAction.Unschedule) return "unscheduled";
        if (entry.Property(item => item.PublishedRevision) is { IsModified: true, CurrentValue: not null } || published.IsModified) return "published";
        if (!status.IsModified) return "edited";
        return (status.OriginalValue, status.CurrentValue) switch
        {
            (_, ItemStatus.InReview) => "submitted",
            (_, ItemStatus.Approved) => "approved",
            (ItemStatus.TakenDown, ItemStatus.Unpublished) => "reinstated",
            (_, ItemStatus.Unpublished) => "unpublished",
            (_, ItemStatus.TakenDown) => "takenDown",
            (_, ItemStatus.Draft) when !entry.Property(item => item.Revision).IsModified => "rejected",
            _ => "edited",
        };
    }

    private static string Hash(Content content) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, ContentJson.Options)));
}
