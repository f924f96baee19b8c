using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Publishing;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>What a connection is for, and so what it can reach.</summary>
public enum DatabaseUse
{
    Editing,

    /// <summary>Reads both sides.</summary>
    Previewing,

    /// <summary>Reads the delivery tables and nothing else, where the engine can see to that.</summary>
    Delivering,
}

/// <summary>What differs between the database engines.</summary>
public interface IDatabaseEngine
{
    /// <summary>Whether the engine creates and changes its tables when the program starts.</summary>
    bool MigratesAtStart { get; }

    /// <summary>The file that one process at a time holds; null where many may work with the database.</summary>
    string? LockFile { get; }

    /// <summary>The isolation in which all statements of a transaction see the database as it was at the first, without keeping writers out.</summary>
    IsolationLevel Snapshot { get; }

    /// <summary>Where delivery reads outside of snapshots; null where asking together saves nothing.</summary>
    IStatementPipeline? Pipeline { get; }

    /// <summary>How the database is copied into a file and back.</summary>
    IDatabaseArchive Archive { get; }

    /// <summary>How the word index is asked.</summary>
    ISearchStatements Search { get; }

    /// <summary>What writes the word index, in the transactions of a context.</summary>
    ISearchIndex SearchIndexOf(EditorialDbContext db);

    /// <summary>The name of the assembly that has the migrations.</summary>
    string Migrations { get; }

    /// <summary>A connection for editing that no context needs, and so no model; not open.</summary>
    DbConnection Connect();

    /// <summary>The name of a table of editing, as a statement says it.</summary>
    string Table(string name);

    /// <summary>Points a context at the database.</summary>
    void Configure(DbContextOptionsBuilder options, DatabaseUse use);

    /// <summary>Ends the migration of a process that was killed meanwhile. Only for who holds <see cref="LockFile"/>: nobody else migrates then.</summary>
    Task ReleaseMigrationAsync(DbContext db, CancellationToken cancellationToken);

    /// <summary>What migrations cannot say: journal mode, roles.</summary>
    Task AfterMigrationAsync(DbContext db, CancellationToken cancellationToken);

    /// <summary>Adapts the model: schemas, collations, how instants are stored.</summary>
    void Adapt(ModelBuilder model);

    void Adapt(ModelConfigurationBuilder conventions);

    /// <summary>How parameters and columns hold an instant.</summary>
    object Stored(DateTimeOffset instant);

    DateTimeOffset Instant(DbDataReader row, int column);

    /// <summary>The name of the unique index or constraint that was violated, or null when the failure is another.</summary>
    string? ViolatedIndex(DbUpdateException exception);

    /// <summary>Waits until this process may begin a transaction that writes. Dispose of the answer when it has ended.</summary>
    ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>True when the engine gave up this transaction because another one stood in its way.</summary>
    bool IsCollision(Exception exception);

    /// <summary>True for failures that come from the database being away or overloaded, not from the request.</summary>
    bool IsOutage(Exception exception);
}
