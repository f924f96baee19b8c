using Microsoft.EntityFrameworkCore;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>Makes contexts for tools that need no server, such as adding a migration.</summary>
public static class SqliteContextFactory
{
    public static EditorialDbContext Create(string connectionString = "Data Source=:memory:")
    {
        var engine = new SqliteEngine(connectionString);
        var options = new DbContextOptionsBuilder<EditorialDbContext>();
        engine.Configure(options, DatabaseUse.Editing);
        return new(options.Options, engine, new());
    }
}
