using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Exchange;

/// <summary>Measures the heap of the process, so no other test may run meanwhile.</summary>
[CollectionDefinition(nameof(ImportMemory), DisableParallelization = true)]
public sealed class ImportMemory;

public abstract class ImportMemoryTests(Engine engine) : ExchangeTests(engine)
{
    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        // As much as fills the buffers that are kept for the next time.
        Write("authors.ndjson", Enumerable.Range(0, 3000).Select(Author));
        await ImportAsync();
        var before = Heap();
        Write("authors.ndjson", Enumerable.Range(3000, 5000).Select(Author));
        Assert.Equal(5000, (await ImportAsync()).Created);
        // A fraction of the 50 MB of the file.
        Assert.InRange(Heap() - before, long.MinValue, 16_000_000);

        static object Author(int at) => new { slug = $"author-{at}", title = $"Author {at}", status = "draft", bio = new string('x', 9_900) };

        // What other tests let go of takes a while to be given back.
        static long Heap() => Enumerable.Range(0, 5).Min(_ =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return GC.GetTotalMemory(forceFullCollection: true);
        });
    }
}

[Collection(nameof(ImportMemory))]
public sealed class ImportMemoryOnSqlite() : ImportMemoryTests(Engine.Sqlite);

[Collection(nameof(ImportMemory))]
public sealed class ImportMemoryOnPostgreSql() : ImportMemoryTests(Engine.PostgreSql);
