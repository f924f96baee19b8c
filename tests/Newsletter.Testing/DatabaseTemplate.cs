using System.Collections.Concurrent;

namespace Newsletter.Testing;

/// <summary>
/// A database that is prepared once for each engine and process (migrated, seeded) and then copied, which takes milliseconds.
/// Keep it in a static field.
/// </summary>
/// <param name="prepare">Must close its connections; what it leaves in the storage folder beside the database is not copied.</param>
public sealed class DatabaseTemplate(Func<TestDatabase, Task> prepare)
{
    private readonly ConcurrentDictionary<Engine, Lazy<Task<TestDatabase>>> _prepared = new();

    internal Task<TestDatabase> OnAsync(Engine engine) => _prepared.GetOrAdd(engine, key => new(() => PrepareAsync(key))).Value;

    private async Task<TestDatabase> PrepareAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(database.StorageFolder, recursive: true);
        await prepare(database);
        database.Disconnect();
        return database;
    }
}
