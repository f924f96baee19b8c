using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Domain;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class TransactionTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task What_fails_within_a_transaction_undoes_all_of_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var scope = Server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IEditorialDb>();
        var told = 0;
        var result = await db.InTransactionAsync<bool>(async () =>
        {
            db.AfterCommit(() => told++);
            db.IdempotentAnswers.Add(new() { Key = "before" });
            await db.SaveChangesAsync(cancellation);
            var within = await db.InTransactionAsync<bool>(() => Task.FromResult<Result<bool>>(AccessErrors.KeyReused), cancellation);
            Assert.Equal(AccessErrors.KeyReused, within.Error);
            // What stood in the way can still be looked for, but nothing can be done any more.
            Assert.Empty(await db.IdempotentAnswers.AsNoTracking().ToListAsync(cancellation));
            db.AfterCommit(() => told++);
            db.IdempotentAnswers.Add(new() { Key = "after" });
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(cancellation));
            Assert.Equal(AccessErrors.KeyReused, (await db.InTransactionAsync<bool>(() => throw new UnreachableException(), cancellation)).Error);
            return true;
        }, cancellation);
        Assert.Equal((AccessErrors.KeyReused, 0), (result.Error, told));
        Assert.Empty(await db.IdempotentAnswers.AsNoTracking().ToListAsync(cancellation));
    }
}

public sealed class TransactionsOnSqlite() : TransactionTests(Engine.Sqlite);

public sealed class TransactionsOnPostgreSql() : TransactionTests(Engine.PostgreSql);
