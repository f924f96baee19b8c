using Microsoft.EntityFrameworkCore.Design;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Infrastructure.Persistence.PostgreSql;

namespace Newsletter.Migrations.PostgreSql;

/// <summary>For dotnet ef, which needs neither the API nor a database: dotnet ef migrations add NAME --project migrations/Newsletter.Migrations.PostgreSql</summary>
internal sealed class ContextFactory : IDesignTimeDbContextFactory<EditorialDbContext>
{
    public EditorialDbContext CreateDbContext(string[] args) => PostgreSqlContextFactory.Create();
}
