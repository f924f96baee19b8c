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
        Write("tags.ndjson", [.. Enumerable.Range(0, 500).Select(at => Tag(at))]);
        await ImportAsync();
        Write("tags.ndjson", [.. Enumerable.Range(10000, 5000).Select(at => Tag(at))]);
        await ImportAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Write("tags.ndjson", [.. Enumerable.Range(500, 5000).Select(at => Tag(at))]);
        await ImportAsync();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);

        static object Tag(int at) => new { slug = $"tag-{at}", title = $"Tag {at}", status = "draft", description = new string('x', 1000) };
    }
}

[Collection(nameof(ImportMemory))]
public sealed class ImportMemoryOnSqlite() : ImportMemoryTests(Engine.Sqlite);

[Collection(nameof(ImportMemory))]
public sealed class ImportMemoryOnPostgreSql() : ImportMemoryTests(Engine.PostgreSql);
