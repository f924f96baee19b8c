using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Application.Events;
using Newsletter.Application.Exchange;
using Newsletter.Application.Preview;
using Newsletter.Infrastructure.Persistence.PostgreSql;
using Newsletter.Infrastructure.Persistence.Sqlite;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>The one place that chooses the engine.</summary>
internal static class PersistenceRegistration
{
    public static void AddPersistence(this IServiceCollection services, IConfiguration configuration, string storage)
    {
        var settings = configuration.GetSection("Database").Get<DatabaseSettings>() ?? new();
        var connectionString = configuration.GetConnectionString("Newsletter") is { Length: > 0 } given ? given : null;
        services.AddSingleton<IDatabaseEngine>(_ => settings.Provider switch
        {
            DatabaseProvider.PostgreSql => new PostgreSqlEngine(connectionString ?? throw new InvalidOperationException("ConnectionStrings:Newsletter must be set for PostgreSQL."),
                configuration.GetConnectionString("Replica"), settings.MigrateAtStart),
            _ => new SqliteEngine(connectionString ?? $"Data Source={Path.Combine(storage, "newsletter.db")}"),
        });
        services.AddSingleton<EditorialStatements>();
        services.AddSingleton<HistoryInterceptor>();
        services.AddSingleton<PreviewInterceptor>();
        services.AddDbContextFactory<EditorialDbContext>((provider, options) =>
        {
            provider.GetRequiredService<IDatabaseEngine>().Configure(options, DatabaseUse.Editing);
            options.AddInterceptors(provider.GetRequiredService<HistoryInterceptor>(), provider.GetRequiredService<PreviewInterceptor>());
        });
        services.AddDbContextPool<DeliveryDbContext>((provider, options) =>
        {
            provider.GetRequiredService<IDatabaseEngine>().Configure(options, DatabaseUse.Delivering);
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });
        services.AddDbContext<PreviewDbContext>((provider, options) =>
        {
            provider.GetRequiredService<IDatabaseEngine>().Configure(options, DatabaseUse.Previewing);
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });
        services.AddScoped<IEditorialDb>(provider =>
        {
            var db = provider.GetRequiredService<EditorialDbContext>();
            db.Caller = provider.GetRequiredService<Caller>();
            return db;
        });
        services.AddScoped(provider => provider.GetRequiredService<IDatabaseEngine>().SearchIndexOf(provider.GetRequiredService<EditorialDbContext>()));
        services.AddSingleton<IEventNumbers, EventNumbers>();
        services.AddScoped<IDeliveryDb>(provider => provider.GetRequiredService<DeliveryDbContext>());
        services.AddScoped<IPreviewDb>(provider => provider.GetRequiredService<PreviewDbContext>());
        services.AddSingleton<Database>();
        services.AddSingleton<ProcessLock>();
        services.AddSingleton<IImportIndexes, SqliteImportIndexes>();
        services.AddSingleton<ISigningKey, StoredSigningKey>();
    }
}
