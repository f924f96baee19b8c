using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Audit;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Npgsql;
using Xunit;

namespace Newsletter.IntegrationTests.Persistence;

public abstract class SchemaTests(Engine engine) : DatabaseTests(engine, MigratedDatabase.Template)
{
    [Fact]
    public async Task The_migrations_make_what_the_model_says_and_may_run_again()
    {
        await using var server = await TestServer.StartAsync(Database);
        var database = server.Services.GetRequiredService<Database>();
        await database.MigrateAsync(TestContext.Current.CancellationToken);
        await database.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.Null(await database.MissingAsync(TestContext.Current.CancellationToken));
        await using var scope = server.Services.CreateAsyncScope();
        Assert.False(scope.ServiceProvider.GetRequiredService<EditorialDbContext>().Database.HasPendingModelChanges());
    }

    /// <summary>A migration that rebuilds the table would lose the triggers that refuse it.</summary>
    [Fact]
    public async Task After_all_migrations_the_audit_trail_is_only_ever_added_to()
    {
        await using var server = await TestServer.StartAsync(Database);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EditorialDbContext>();
        await scope.ServiceProvider.GetRequiredService<AuditTrail>().NoteAccessAsync("exported", TestContext.Current.CancellationToken);
        var table = Database.Engine is Engine.Sqlite ? "audit_entry" : "editorial.audit_entry";
        foreach (var sql in new[] { $"UPDATE {table} SET \"Action\" = 'none'", $"DELETE FROM {table}" })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
            Assert.Contains("only ever added to", refused.Message, StringComparison.Ordinal);
        }
        // The owner's key of the tests left one too.
        Assert.Equal(["exported", "keyCreated"], await db.Audit.Select(entry => entry.Action).Order().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Delivery_writes_nothing()
    {
        await using var server = await TestServer.StartAsync(Database);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        var delivery = Database.Engine is Engine.Sqlite ? "" : "delivery.";
        foreach (var sql in new[] { $"DELETE FROM {delivery}published_document", $"UPDATE {delivery}publication_log_position SET \"Sequence\" = 9", "CREATE TABLE mine (id int)" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
    }
}

public sealed class SchemaOnSqlite() : SchemaTests(Engine.Sqlite);

public sealed class SchemaOnPostgreSql() : SchemaTests(Engine.PostgreSql)
{
    [Theory]
    [InlineData("SELECT count(*) FROM editorial.item")]
    [InlineData("SELECT count(*) FROM editorial.api_key")]
    [InlineData("SELECT count(*) FROM editorial.secret")]
    public async Task Delivery_cannot_read_the_editorial_side(string sql)
    {
        await using var server = await TestServer.StartAsync(Database);
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>();
        // Not only on a connection that was just opened.
        for (var use = 0; use < 3; use++)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        Assert.Equal(0, await db.Documents.CountAsync(TestContext.Current.CancellationToken));
    }
}
