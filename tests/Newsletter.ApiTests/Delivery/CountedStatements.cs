using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.ApiTests.Delivery;

/// <summary>Counts what delivery asks of the database.</summary>
internal sealed class CountedStatements : DbCommandInterceptor
{
    private int count;

    public int Count => count;

    public string Last { get; private set; } = "";

    public void AddTo(IServiceCollection services) => services.AddSingleton<IDbContextOptionsConfiguration<DeliveryDbContext>>(new Configuration(this));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        Last = command.CommandText;
        return new(result);
    }

    private sealed class Configuration(CountedStatements statements) : IDbContextOptionsConfiguration<DeliveryDbContext>
    {
        public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.AddInterceptors(statements);
    }
}
