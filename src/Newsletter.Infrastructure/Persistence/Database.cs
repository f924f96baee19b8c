using Microsoft.EntityFrameworkCore;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Brings the tables to the present version.</summary>
public sealed class Database(IDbContextFactory<EditorialDbContext> contexts, IDatabaseEngine engine)
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await engine.AfterMigrationAsync(db, cancellationToken);
    }

    /// <summary>Migrates where the engine does that at start; else says what is missing.</summary>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!engine.MigratesAtStart) return await MissingAsync(cancellationToken);
        await MigrateAsync(cancellationToken);
        return null;
    }

    /// <returns>What is missing, or null when the tables are as this version needs them.</returns>
    public async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        return pending.Count == 0 ? null : $"The database lacks {pending.Count} migration(s); run the migrate command.";
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Items.AnyAsync(cancellationToken);
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken);
    }
}
