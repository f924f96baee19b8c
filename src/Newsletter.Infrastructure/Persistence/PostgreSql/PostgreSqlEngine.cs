using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Publishing;
using Npgsql;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>PostgreSQL 15 or later.</summary>
public sealed class PostgreSqlEngine : IDatabaseEngine, IAsyncDisposable
{
    /// <summary>Can select from the delivery schema and nothing else; made by the migrations where their user may make roles.</summary>
    public const string DeliveryRole = "newsletter_delivery";

    private const int PreparedStatements = 100;

    /// <summary>The use of a statement from which on it is prepared: to plan one costs more than most cost to run.</summary>
    private const int PreparedFrom = 2;

    /// <summary>Reading is short; more connections than this make the server change between them for nothing.</summary>
    private const int ReadersPerCore = 8;

    private readonly NpgsqlDataSource editorial;
    private readonly NpgsqlDataSource delivery;
    private readonly PostgreSqlPipeline pipeline;

    public PostgreSqlEngine(string connectionString, string? replica, bool migratesAtStart)
    {
        MigratesAtStart = migratesAtStart;
        Archive = new PostgreSqlArchive(connectionString);
        editorial = NpgsqlDataSource.Create(Prepared(connectionString).ConnectionString);
        // Every physical connection of delivery gives up its rights when it opens; a server where the role is missing says so at once.
        // Every statement has its index whatever its values are; the server, left alone, would plan pages anew each time.
        // Resetting them between uses would give the rights back; reading leaves nothing to reset.
        var source = new NpgsqlDataSourceBuilder(ForDelivery(replica ?? connectionString).ConnectionString);
        source.UsePhysicalConnectionInitializer(connection => TakeRole(connection, false).GetAwaiter().GetResult(), connection => TakeRole(connection, true));
        delivery = source.Build();
        pipeline = new(delivery);
    }

    public bool MigratesAtStart { get; }

    public string Migrations => "Newsletter.Migrations.PostgreSql";

    public string? LockFile => null;

    public IDatabaseArchive Archive { get; }

    public IsolationLevel Snapshot => IsolationLevel.RepeatableRead;

    public IStatementPipeline? Pipeline => pipeline;

    public ISearchStatements Search { get; } = new PostgreSqlSearch();

    public ISearchIndex SearchIndexOf(EditorialDbContext db) => new PostgreSqlSearchIndex(db);

    public DbConnection Connect() => editorial.CreateConnection();

    public string Table(string name) => $"{Schemas.Editorial}.\"{name}\"";

    public void Configure(DbContextOptionsBuilder options, DatabaseUse use) =>
        options.UseNpgsql(use is DatabaseUse.Delivering ? delivery : editorial, npgsql => npgsql
            .MigrationsAssembly(Migrations)
            .MigrationsHistoryTable("migration", Schemas.Editorial)
            .SetPostgresVersion(15, 0));

    /// <summary>The server does that when the connection ends.</summary>
    public Task ReleaseMigrationAsync(DbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Roles belong to the whole server and may be made by several databases at once, which must not undo what is granted in this one; where this user may not make them, delivery goes on with its own rights.</summary>
    public async Task AfterMigrationAsync(DbContext db, CancellationToken cancellationToken) => await db.Database.ExecuteSqlRawAsync($"""
        do $$ begin
          begin
            if not exists (select from pg_roles where rolname = '{DeliveryRole}') then create role {DeliveryRole} nologin; end if;
          exception when duplicate_object or unique_violation then null;
          end;
          begin
            grant {DeliveryRole} to current_user;
          exception when unique_violation then null;
          end;
          grant usage on schema {Schemas.Delivery} to {DeliveryRole};
          grant select on all tables in schema {Schemas.Delivery} to {DeliveryRole};
          alter default privileges in schema {Schemas.Delivery} grant select on tables to {DeliveryRole};
        exception when insufficient_privilege or invalid_grant_operation then
          raise notice 'The role {DeliveryRole} could not be set up.';
        end $$
        """, cancellationToken);

    public void Adapt(ModelBuilder model)
    {
        // Code point order, as on SQLite: cursors compare titles and slugs.
        foreach (var property in model.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            if (property.ClrType == typeof(string) && property.Name is "SortTitle" or "Slug") property.SetCollation("C");
        }
    }

    public void Adapt(ModelConfigurationBuilder conventions) { }

    public object Stored(DateTimeOffset instant) => instant;

    public DateTimeOffset Instant(DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public string? ViolatedIndex(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation ? violation.ConstraintName : null;

    public ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    public bool IsCollision(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        _ => exception.InnerException is { } inner && IsCollision(inner),
    };

    public bool IsOutage(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or TimeoutException or IOException,
        _ => exception.InnerException is { } inner && IsOutage(inner),
    };

    public async ValueTask DisposeAsync()
    {
        await editorial.DisposeAsync();
        await pipeline.DisposeAsync();
        await delivery.DisposeAsync();
    }

    /// <summary>Statements that come again are planned once for each connection, unless the settings say how many; nothing here leaves a session other than it was.</summary>
    private static NpgsqlConnectionStringBuilder Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (!Says(connectionString, "MaxAutoPrepare")) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (PreparedStatements, PreparedFrom);
        return settings;
    }

    private static NpgsqlConnectionStringBuilder ForDelivery(string connectionString)
    {
        var settings = Prepared(connectionString);
        if (!Says(connectionString, "MaxPoolSize", "MaximumPoolSize")) settings.MaxPoolSize = ReadersPerCore * Environment.ProcessorCount;
        return settings;
    }

    private static bool Says(string connectionString, params string[] names) => new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>()
        .Any(key => names.Contains(key.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase));

    private static async Task TakeRole(NpgsqlConnection connection, bool async)
    {
        await using var command = new NpgsqlCommand(
            "set default_transaction_read_only = on; set plan_cache_mode = force_generic_plan; " +
            $"select set_config('role', '{DeliveryRole}', false) from pg_roles where rolname = '{DeliveryRole}' and pg_has_role(oid, 'member')", connection);
        if (async) await command.ExecuteNonQueryAsync();
        else command.ExecuteNonQuery();
    }
}
