using Xunit;

namespace Newsletter.Testing;

/// <summary>The base of tests that run on both engines: an abstract class with the tests, and one subclass of one line for each engine.</summary>
public abstract class DatabaseTests(Engine engine, DatabaseTemplate? template = null) : IAsyncLifetime
{
    private TestDatabase? _database;

    protected TestDatabase Database => _database ?? throw new InvalidOperationException("The database is there from InitializeAsync on.");

    public virtual async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(engine, template);

    public virtual async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
