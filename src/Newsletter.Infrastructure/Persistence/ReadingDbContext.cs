using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Search;
using Newsletter.Infrastructure.Persistence.Configurations;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Reads what a plane shows, and writes nothing.</summary>
public abstract class ReadingDbContext(DbContextOptions options, IDatabaseEngine engine) : DbContext(options), IDeliveryDb
{
    public IQueryable<PublishedDocument> Documents => Set<PublishedDocument>();
    public IQueryable<PublishedReference> References => Set<PublishedReference>();
    public IQueryable<RetiredSlug> RetiredSlugs => Set<RetiredSlug>();
    public IQueryable<TakenDownDocument> TakenDown => Set<TakenDownDocument>();
    public IQueryable<LogEntry> Log => Set<LogEntry>();
    public IQueryable<LogPosition> LogPosition => Set<LogPosition>();

    public IStatements Statements => new Statements(this, engine, AsksTogether ? engine.Pipeline : null);

    /// <summary>Whether statements may be asked together with those of other requests.</summary>
    protected virtual bool AsksTogether => false;

    public IQueryable<string> SearchLanguages => engine.Search.Languages(this);

    public IQueryable<Guid> SearchNames(SearchQuestion question) => engine.Search.Names(this, question);

    public IQueryable<SearchRow> Search(SearchQuestion question, SearchedDocuments among) => engine.Search.Find(this, question, among);

    public async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken) => await Database.BeginTransactionAsync(engine.Snapshot, cancellationToken);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw Refusal();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) => throw Refusal();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        DeliveryMapping.Apply(modelBuilder);
        engine.Adapt(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModelConventions.Apply(configurationBuilder, engine);

    private static InvalidOperationException Refusal() => new("This side reads only; what readers see is written by publishing.");
}

/// <summary>Reads what is published. It maps the delivery tables alone, so that no query of delivery can name a draft.</summary>
public sealed class DeliveryDbContext(DbContextOptions<DeliveryDbContext> options, IDatabaseEngine engine) : ReadingDbContext(options, engine)
{
    /// <summary>Whoever wants to see each statement sees it on the context's own connection.</summary>
    private readonly bool isWatched = options.FindExtension<CoreOptionsExtension>()?.Interceptors?.Any(one => one is IDbCommandInterceptor) ?? false;

    protected override bool AsksTogether => !isWatched && Database.CurrentTransaction is null;
}
