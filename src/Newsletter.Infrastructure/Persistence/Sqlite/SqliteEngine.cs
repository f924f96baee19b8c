using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Newsletter.Application.Publishing;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite, embedded: one process, one writer at a time, readers beside it (write-ahead log).</summary>
public sealed class SqliteEngine(string connectionString) : IDatabaseEngine, IDisposable
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;
    private const int Busy = 5;
    private const int Full = 13;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim writer = new(1);

    public bool MigratesAtStart => true;

    public string Migrations => "Newsletter.Migrations.Sqlite";

    public string? LockFile { get; } = FileOf(connectionString) is { } file ? file + ".lock" : null;

    public IDatabaseArchive Archive { get; } = new SqliteArchive(connectionString, FileOf(connectionString));

    /// <summary>The name under which the driver begins a transaction that takes no write lock; with a write-ahead log it sees one state all the same.</summary>
    public IsolationLevel Snapshot => IsolationLevel.ReadUncommitted;

    public IStatementPipeline? Pipeline => null;

    public ISearchStatements Search { get; } = new SqliteSearch();

    public ISearchIndex SearchIndexOf(EditorialDbContext db) => new SqliteSearchIndex(db);

    /// <summary>Connections of the pool may have been left as read-only.</summary>
    public DbConnection Connect() => new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);

    public string Table(string name) => $"\"{name}\"";

    public void Configure(DbContextOptionsBuilder options, DatabaseUse use) =>
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(Migrations).MigrationsHistoryTable("migration"))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.AmbientTransactionWarning))
            .AddInterceptors(new Pragmas(use is not DatabaseUse.Editing));

    /// <summary>EF Core's lock is a row, which stays behind when its process is killed; the next would wait for it for ever.</summary>
    public async Task ReleaseMigrationAsync(DbContext db, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);

    public async Task AfterMigrationAsync(DbContext db, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);

    public void Adapt(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes()) entity.SetSchema(null);
    }

    public void Adapt(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    public object Stored(DateTimeOffset instant) => instant.UtcTicks;

    public DateTimeOffset Instant(DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    /// <summary>SQLite names the columns, not the index.</summary>
    public string? ViolatedIndex(DbUpdateException exception)
    {
        if (exception.InnerException is not SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey } violation) return null;
        var message = violation.Message;
        return message.Contains("item.Slug", StringComparison.Ordinal) ? UniqueIndexes.Slug
            : message.Contains("item.SerialNumber", StringComparison.Ordinal) ? UniqueIndexes.SerialNumber
            : message.Contains("item.Id", StringComparison.Ordinal) ? UniqueIndexes.ItemId
            : message.Contains("api_key.Id", StringComparison.Ordinal) ? UniqueIndexes.ApiKeyId
            : message.Contains("oidc_application.Id", StringComparison.Ordinal) ? UniqueIndexes.ClientId
            : message.Contains("idempotent_answer.", StringComparison.Ordinal) ? UniqueIndexes.IdempotencyKey
            : message.Contains("account.NormalizedUserName", StringComparison.Ordinal) ? UniqueIndexes.AccountEmail
            : message.Contains("account.Id", StringComparison.Ordinal) ? UniqueIndexes.AccountId
            : message;
    }

    /// <summary>Waiting here costs no thread; waiting for the lock of the file does, and enough of them would starve the one that holds it.</summary>
    public async ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (!await writer.WaitAsync(Patience, cancellationToken)) throw new SqliteException("Another transaction takes too long.", Busy);
        return new Turn(writer);
    }

    private static string? FileOf(string connectionString) => new SqliteConnectionStringBuilder(connectionString) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } file } && file != ":memory:"
        ? Path.GetFullPath(file)
        : null;

    public bool IsCollision(Exception exception) => false;

    public void Dispose() => writer.Dispose();

    public bool IsOutage(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Full } || (exception.InnerException is { } inner && IsOutage(inner));

    /// <summary>DateTimeOffset has no order on SQLite; UTC ticks have.</summary>
    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }

    /// <summary>What SQLite keeps for each connection.</summary>
    private sealed class Pragmas(bool readOnly) : DbConnectionInterceptor
    {
        private readonly string text = "PRAGMA foreign_keys=1; PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;" + (readOnly ? " PRAGMA query_only=1;" : " PRAGMA query_only=0;");

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = text;
            command.ExecuteNonQuery();
            if (readOnly) SqliteRank.AddTo((SqliteConnection)connection);
        }

        public override Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
