using Microsoft.EntityFrameworkCore;

namespace Newsletter.Infrastructure.Persistence.PostgreSql;

/// <summary>Makes contexts for tools that need no server, such as adding a migration.</summary>
public static class PostgreSqlContextFactory
{
    public static EditorialDbContext Create(string connectionString = "Host=localhost")
    {
        var engine = new PostgreSqlEngine(connectionString, null, false);
        var options = new DbContextOptionsBuilder<EditorialDbContext>();
        engine.Configure(options, DatabaseUse.Editing);
        return new(options.Options, engine, new());
    }
}
