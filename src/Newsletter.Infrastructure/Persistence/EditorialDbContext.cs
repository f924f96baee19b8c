using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Application.Audit;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Events;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Application.Preview;
using Newsletter.Application.Revisions;
using Newsletter.Application.Review;
using Newsletter.Application.Schedules;
using Newsletter.Domain;
using Newsletter.Domain.Access;
using Newsletter.Infrastructure.Persistence.Configurations;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Writes both sides: working copies and, at publication, what delivery reads.</summary>
public sealed class EditorialDbContext(DbContextOptions<EditorialDbContext> options, IDatabaseEngine engine, EditorialStatements statements) : DbContext(options), IEditorialDb, IDataProtectionKeyContext
{
    private readonly List<Action> waiting = [];

    /// <summary>Why the transaction that is asked for still was undone by work within it.</summary>
    private Error? undone;

    private IDbContextTransaction? enteredLog;

    /// <summary>Who saves; histories name them.</summary>
    public Caller Caller { get; set; } = new();

    public DbSet<Item> Items => Set<Item>();
    public DbSet<ItemReference> References => Set<ItemReference>();
    public DbSet<ItemRevision> Revisions => Set<ItemRevision>();
    public DbSet<ItemComment> Comments => Set<ItemComment>();
    public DbSet<EditingLease> Leases => Set<EditingLease>();
    public DbSet<Schedule> Schedules => Set<Schedule>();
    public DbSet<ScheduledArticle> ScheduledArticles => Set<ScheduledArticle>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<EventEntry> Events => Set<EventEntry>();
    public DbSet<EventPosition> EventPosition => Set<EventPosition>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<AccessVersion> AccessVersion => Set<AccessVersion>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();
    public DbSet<CheckedRecording> CheckedRecordings => Set<CheckedRecording>();
    public DbSet<RecordingUse> RecordingUses => Set<RecordingUse>();
    public DbSet<PublishedDocument> Documents => Set<PublishedDocument>();

    /// <summary>What previews show instead of what is published, where a working copy differs.</summary>
    public DbSet<WorkingDocument> WorkingDocuments => Set<WorkingDocument>();

    public DbSet<PublishedReference> PublishedReferences => Set<PublishedReference>();
    public DbSet<RetiredSlug> RetiredSlugs => Set<RetiredSlug>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<TakenDownDocument> TakenDown => Set<TakenDownDocument>();
    public DbSet<LogEntry> Log => Set<LogEntry>();
    public DbSet<LogPosition> LogPosition => Set<LogPosition>();

    public IQueryable<Item> ItemsFor(ItemUse use, ItemId? from = null) => ItemAccess.Of(this, Caller, use, from);

    public Task<IdempotentAnswer?> AnswerOfAsync(Guid principal, string key, CancellationToken cancellationToken) => statements.AnswerOf(this, principal, key, cancellationToken);

    public Task<bool> IsSlugWantedAsync(ItemType type, ItemId id, string slug, string language, CancellationToken cancellationToken) =>
        statements.IsSlugWanted(this, type, DocumentTypes.Name(type), id, id.Value, slug, language, cancellationToken);

    public async Task EnterLogAsync(CancellationToken cancellationToken)
    {
        if (enteredLog is not null && enteredLog == Database.CurrentTransaction) return;
        await LogPosition.ExecuteUpdateAsync(row => row.SetProperty(position => position.Sequence, position => position.Sequence), cancellationToken);
        enteredLog = Database.CurrentTransaction;
    }

    public void AfterCommit(Action action)
    {
        if (undone is not null) return;
        if (Database.CurrentTransaction is null) action();
        else waiting.Add(action);
    }

    public async Task<Result<T>> InTransactionAsync<T>(Func<Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        if (undone is { } reason) return reason;
        if (Database.CurrentTransaction is { } open) return await WithinAsync(open, work, cancellationToken);
        // Whatever fails is undone as a whole, so no save needs a way back of its own.
        Database.AutoSavepointsEnabled = false;
        using var turn = await engine.TakeTurnAsync(cancellationToken);
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        waiting.Clear();
        try
        {
            var result = await AttemptAsync(work, cancellationToken);
            if (undone is { } error) return result.Failed ? result : error;
            if (result.Failed) await transaction.RollbackAsync(CancellationToken.None);
            else await CommitAsync(transaction, cancellationToken);
            return result;
        }
        finally
        {
            undone = null;
        }
    }

    /// <summary>What fails within a transaction undoes all of it at once: who asked for the work may still want to say what stood in its way, and PostgreSQL answers nothing in a transaction that failed.</summary>
    private async Task<Result<T>> WithinAsync<T>(IDbContextTransaction open, Func<Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        var result = await AttemptAsync(work, cancellationToken);
        if (!result.Failed) return result;
        undone = result.Error;
        await open.RollbackAsync(CancellationToken.None);
        return result;
    }

    /// <summary>Whether a commit that fails on the way back has happened, nobody knows: what waits for it is done all the same.</summary>
    private async Task CommitAsync(IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            waiting.ForEach(action => action());
        }
    }

    private async Task<Result<T>> AttemptAsync<T>(Func<Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        try
        {
            var result = await work();
            if (!result.Failed && undone is null) await SaveChangesAsync(cancellationToken);
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ItemErrors.Stale(null);
        }
        catch (Exception exception) when (engine.IsCollision(exception))
        {
            return ItemErrors.Stale(null);
        }
        catch (DbUpdateException exception) when (engine.ViolatedIndex(exception) is { } index)
        {
            return index switch
            {
                UniqueIndexes.Slug => ItemErrors.SlugTaken(null),
                UniqueIndexes.SerialNumber => ItemErrors.NumberTaken(null),
                UniqueIndexes.ItemId or UniqueIndexes.ApiKeyId or UniqueIndexes.ClientId => ItemErrors.IdTaken(null),
                UniqueIndexes.IdempotencyKey => AccessErrors.RequestRepeated,
                UniqueIndexes.AccountEmail => AccountErrors.EmailTaken,
                UniqueIndexes.AccountId => AccountErrors.IdTaken,
                _ => throw new InvalidOperationException($"The unique index {index} has no error of its own.", exception),
            };
        }
    }

    /// <summary>What has changed is looked for once, not by everything that goes with a save again; a save of nothing ends there.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (undone is not null) throw new InvalidOperationException("What was undone is not saved outside of its transaction.");
        if (!ChangeTracker.HasChanges()) return 0;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        EditorialMapping.Apply(modelBuilder);
        DeliveryMapping.Apply(modelBuilder);
        AccountMapping.Apply(modelBuilder);
        // What was taken down is there for those who may deal with it, and for nobody else.
        modelBuilder.Entity<Item>().HasQueryFilter(item => SeesTakenDown || item.Status != ItemStatus.TakenDown);
        engine.Adapt(modelBuilder);
    }

    private bool SeesTakenDown => Caller.May(Scopes.ContentTakedown);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModelConventions.Apply(configurationBuilder, engine);
}
