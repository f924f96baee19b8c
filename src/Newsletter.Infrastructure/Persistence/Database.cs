using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Newsletter.Application.Preview;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Brings the tables to the present version.</summary>
public sealed class Database(IDbContextFactory<EditorialDbContext> contexts, IDatabaseEngine engine, DocumentMaker maker, ProcessLock processLock, TimeProvider time)
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (processLock.IsHeld) await engine.ReleaseMigrationAsync(db, cancellationToken);
        // Making an index of a large archive takes minutes.
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.MigrateAsync(cancellationToken);
        await engine.AfterMigrationAsync(db, cancellationToken);
        await AddPreviewsAsync(db, cancellationToken);
        await new SearchEntries(db, engine.SearchIndexOf(db), time).AddMissingAsync(cancellationToken);
        await NoteDoneAsync(db, cancellationToken);
    }

    /// <summary>Notes beside the migrations that what follows them is done too.</summary>
    private async Task NoteDoneAsync(EditorialDbContext db, CancellationToken cancellationToken)
    {
        var insert = db.GetService<IHistoryRepository>().GetInsertScript(new(Note, ProductInfo.GetVersion()));
        var insertOnce = insert.TrimEnd().TrimEnd(';') + " ON CONFLICT DO NOTHING";
        var connection = new RelationalCommandParameterObject(db.GetService<IRelationalConnection>(), null, null, db, null);
        await db.GetService<IRawSqlCommandBuilder>().Build(insertOnce).ExecuteNonQueryAsync(connection, cancellationToken);
    }

    /// <summary>Looking costs a statement and needs no model; migrating compares whole models even where there is nothing to do.</summary>
    private async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        await using var connection = engine.Connect();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.Command($"SELECT 1 FROM {engine.Table("migration")} WHERE \"MigrationId\" = @note", ("@note", Note));
            return await command.ExecuteScalarAsync(cancellationToken) is not null;
        }
        catch (DbException)
        {
            // There are no tables yet, or no database; whoever migrates says which.
            return false;
        }
    }

    private string Note => Assembly.Load(engine.Migrations).GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).Max(StringComparer.Ordinal) + "_done";

    /// <summary>For working copies that were saved before there were previews.</summary>
    private async Task AddPreviewsAsync(EditorialDbContext db, CancellationToken cancellationToken)
    {
        const int AtOnce = 500;
        var known = (await db.WorkingDocuments.Select(document => document.Id).ToListAsync(cancellationToken)).ToHashSet();
        var needed = await db.Items.Where(item => item.Status != ItemStatus.TakenDown && (item.Type == ItemType.Media || item.PublishedRevision == null || item.PublishedRevision != item.Revision))
            .Select(item => item.Id).ToListAsync(cancellationToken);
        foreach (var ids in needed.Where(id => !known.Contains(id.Value)).Chunk(AtOnce))
        {
            db.WorkingDocuments.AddRange((await db.Items.AsNoTracking().Where(item => ids.Contains(item.Id)).ToListAsync(cancellationToken)).Select(item => WorkingDocuments.Make(maker, item)));
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Migrates where the engine does that at start; else says what is missing.</summary>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (await IsDoneAsync(cancellationToken)) return null;
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

    /// <summary>Whether there is nothing that a restored copy would replace.</summary>
    public async Task<bool> IsUnusedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Database.CanConnectAsync(cancellationToken) || !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
    }

    /// <summary>The number of the newest publication.</summary>
    public async Task<long> SequenceAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.LogPosition.Select(position => position.Sequence).SingleAsync(cancellationToken);
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken);
    }
}
