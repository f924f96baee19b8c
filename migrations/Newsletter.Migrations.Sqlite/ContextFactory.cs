using Microsoft.EntityFrameworkCore.Design;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Infrastructure.Persistence.Sqlite;

namespace Newsletter.Migrations.Sqlite;

/// <summary>For dotnet ef, which needs neither the API nor a database: dotnet ef migrations add NAME --project migrations/Newsletter.Migrations.Sqlite</summary>
internal sealed class ContextFactory : IDesignTimeDbContextFactory<EditorialDbContext>
{
    public EditorialDbContext CreateDbContext(string[] args) => SqliteContextFactory.Create();
}
