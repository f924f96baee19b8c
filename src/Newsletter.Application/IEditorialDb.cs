using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Application.Audit;
using Newsletter.Application.Delivery;
using Newsletter.Application.Events;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Application.Revisions;
using Newsletter.Application.Review;
using Newsletter.Application.Schedules;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application;

/// <summary>The editorial side of the database, and the delivery tables that publishing writes.</summary>
public interface IEditorialDb
{
    DbSet<Item> Items { get; }
    DbSet<ItemReference> References { get; }
    DbSet<ItemRevision> Revisions { get; }
    DbSet<ItemComment> Comments { get; }
    DbSet<EditingLease> Leases { get; }
    DbSet<Schedule> Schedules { get; }
    DbSet<ScheduledArticle> ScheduledArticles { get; }
    DbSet<AuditEntry> Audit { get; }
    DbSet<EventEntry> Events { get; }
    DbSet<EventPosition> EventPosition { get; }
    DbSet<ApiKey> ApiKeys { get; }
    DbSet<AccessVersion> AccessVersion { get; }
    DbSet<Account> Accounts { get; }
    DbSet<IdempotentAnswer> IdempotentAnswers { get; }
    DbSet<CheckedRecording> CheckedRecordings { get; }
    DbSet<RecordingUse> RecordingUses { get; }

    DbSet<PublishedDocument> Documents { get; }
    DbSet<PublishedReference> PublishedReferences { get; }
    DbSet<RetiredSlug> RetiredSlugs { get; }
    DbSet<TakenDownDocument> TakenDown { get; }
    DbSet<LogEntry> Log { get; }
    DbSet<LogPosition> LogPosition { get; }

    /// <summary>The items that the caller may use so.</summary>
    /// <param name="from">The item that refers to others; what it names already it may go on naming.</param>
    IQueryable<Item> ItemsFor(ItemUse use, ItemId? from = null);

    /// <summary>The answer that the principal got with this idempotency key, even if it has expired.</summary>
    Task<IdempotentAnswer?> AnswerOfAsync(Guid principal, string key, CancellationToken cancellationToken);

    /// <summary>Whether another item of the type has the slug, shows it to readers, or had it before.</summary>
    Task<bool> IsSlugWantedAsync(ItemType type, ItemId id, string slug, string language, CancellationToken cancellationToken);

    /// <summary>
    /// Lets one transaction after the other change what readers see. To be called before anything is read that decides about it; without it,
    /// two publications that show the same picture would both add its document.
    /// </summary>
    Task EnterLogAsync(CancellationToken cancellationToken);

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Does something when what this transaction did can be seen.</summary>
    void AfterCommit(Action action);

    /// <summary>
    /// Runs the work in one transaction, or within the one that is open already, and saves. A failed result, a stale version or a
    /// broken unique index undoes everything, also what the open transaction did before, and comes back as an error.
    /// </summary>
    Task<Result<T>> InTransactionAsync<T>(Func<Task<Result<T>>> work, CancellationToken cancellationToken);
}
