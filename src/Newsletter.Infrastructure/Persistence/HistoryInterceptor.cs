using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Newsletter.Application.Audit;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Events;
using Newsletter.Application.Revisions;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>
/// Goes with every save of an item, so that no use case can forget it: raises the version (the ETag, and the guard against lost updates), keeps
/// each content as a revision, notes who made the item, writes the audit trail, and tells the events.
/// </summary>
internal sealed class HistoryInterceptor(TimeProvider time) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (EditorialDbContext)eventData.Context!;
        foreach (var entry in db.ChangeTracker.Entries<Item>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            var version = entry.Property(item => item.Version);
            if (entry.State is EntityState.Added) (version.CurrentValue, entry.Property(item => item.CreatedBy).CurrentValue) = (1, db.Caller.Principal);
            if (entry.State is EntityState.Modified) version.CurrentValue = version.OriginalValue + 1;
            var (now, action) = (time.GetUtcNow(), ActionOf(entry));
            KeepRevision(db, entry, now);
            db.Audit.Add(Audit(db, entry, action, now));
            Tell(db, entry, action, now);
            entry.Entity.Recorded();
        }
        return new(result);
    }

    private static void KeepRevision(EditorialDbContext db, EntityEntry<Item> entry, DateTimeOffset now)
    {
        var item = entry.Entity;
        if (entry.State is EntityState.Added || (entry.State is EntityState.Modified && entry.Property(one => one.Revision).IsModified))
        {
            db.Revisions.Add(ItemRevision.Of(item.Id, new(item.Revision, item.Slug, item.Language, item.TranslationGroup, item.Content), db.Caller, now));
        }
    }

    private static AuditEntry Audit(EditorialDbContext db, EntityEntry<Item> entry, string action, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        Principal = db.Caller.Principal,
        PrincipalName = db.Caller.Name,
        Action = action,
        Reason = db.Caller.Reason,
        ItemType = DocumentTypes.Name(entry.Entity.Type),
        ItemId = entry.Entity.Id.Value,
        Version = entry.Entity.Version,
        Revision = entry.Entity.Revision,
        BeforeHash = entry.State is EntityState.Added ? null : Hash(entry.Property(item => item.Content).OriginalValue),
        AfterHash = entry.State is EntityState.Deleted ? null : Hash(entry.Entity.Content),
    };

    private static void Tell(EditorialDbContext db, EntityEntry<Item> entry, string action, DateTimeOffset now)
    {
        var wasPublished = entry.State is not EntityState.Added && entry.Property(item => item.PublishedRevision).OriginalValue is not null;
        // Looking through what is tracked is dear, and an import tracks much.
        var planned = action != "scheduled" ? null
            : db.ChangeTracker.Entries<Schedule>().FirstOrDefault(schedule => schedule.State is EntityState.Added && schedule.Entity.ItemId == entry.Entity.Id)?.Entity;
        if (EventMaker.Of(entry.Entity, action, wasPublished, planned, db.Caller, now) is { } told) db.Events.Add(told);
    }

    private static string ActionOf(EntityEntry<Item> entry) => entry.State switch
    {
        EntityState.Deleted => "deleted",
        EntityState.Added => entry.Entity.IsPublished ? "published" : "created",
        _ => entry.Entity.LastAction switch
        {
            WorkflowAction.Submit => "submitted",
            WorkflowAction.Approve => "approved",
            WorkflowAction.Reject => "rejected",
            WorkflowAction.Schedule => "scheduled",
            WorkflowAction.Unschedule => "unscheduled",
            WorkflowAction.Publish => "published",
            WorkflowAction.Unpublish => "unpublished",
            WorkflowAction.Correct => "corrected",
            WorkflowAction.Takedown => "takenDown",
            WorkflowAction.Reinstate => "reinstated",
            _ => "edited",
        },
    };

    private static string Hash(Content content) => Convert.ToHexStringLower(SHA256.HashData(ContentJson.Stored(content)));
}
