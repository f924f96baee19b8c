using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application;
using Newsletter.Application.Exchange;
using Newsletter.Domain;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.IntegrationTests.Exchange;

/// <summary>The base of tests of import and export: the program without serving, on a database of its own, and a folder for files.</summary>
public abstract class ExchangeTests(Engine engine) : DatabaseTests(engine, Migrated)
{
    private static readonly DatabaseTemplate Migrated = new(async database =>
    {
        await using var app = Build(database);
        await app.Services.GetRequiredService<Database>().MigrateAsync(default);
    });

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsletter-exchange-");
    private Microsoft.AspNetCore.Builder.WebApplication? app;

    protected static string Demo => RepositoryRoot.Combine("src", "Newsletter.Api", "Demo");

    protected string Folder => folder.FullName;

    protected IServiceProvider Services => app!.Services;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        app = Build(Database);
    }

    public override async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        folder.Delete(recursive: true);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a file of the folder, a line for each value; strings are written as they are.</summary>
    protected void Write(string name, params IEnumerable<object> lines)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines.Select(line => line as string ?? JsonSerializer.Serialize(line)));
    }

    protected Task<Imported> ImportAsync(string? from = null, bool strict = false) => ImportAsync(Services, from ?? Folder, strict);

    protected static async Task<Imported> ImportAsync(IServiceProvider services, string from, bool strict = false)
    {
        var observer = new Failures();
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<ImportNdjson>().ExecuteAsync(new(from, strict), observer, default);
        return new(report, observer.Lines);
    }

    protected static async Task<string> ExportAsync(IServiceProvider services, string to)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExportNdjson>().ExecuteAsync(to, (_, _) => { }, default);
        return to;
    }

    protected async Task<T> AskAsync<T>(Func<IEditorialDb, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<IEditorialDb>());
    }

    protected Task<Item?> ItemAsync(ItemType type, string slug) => AskAsync(db => db.Items.AsNoTracking().SingleOrDefaultAsync(item => item.Type == type && item.Slug == slug));

    protected Task<string> HtmlAsync(Item item) => AskAsync(async db =>
        System.Text.Encoding.UTF8.GetString(await db.Documents.Where(document => document.Id == item.Id.Value).Select(document => document.Html).SingleAsync()));

    protected Task<long> LogAsync() => AskAsync(db => db.LogPosition.Select(position => position.Sequence).SingleAsync());

    protected static Microsoft.AspNetCore.Builder.WebApplication Build(TestDatabase database) =>
        Api.Server.Build([.. database.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), "--Logging:LogLevel:Default=Warning"]);

    /// <summary>A body of one paragraph that leads to an article.</summary>
    protected static object[] LinkTo(string article) =>
    [
        new
        {
            _type = "block",
            _key = "b1",
            style = "normal",
            children = new[] { new { _type = "span", _key = "s1", text = "there", marks = new[] { "m1" } } },
            markDefs = new[] { new { _type = "internalLink", _key = "m1", reference = new { type = "article", id = article } } },
        },
    ];

    protected sealed record Imported(ImportReport Report, IReadOnlyList<string> Failures)
    {
        public long Created => Report.Types.Sum(type => type.Created);
        public long Changed => Report.Types.Sum(type => type.Changed);
        public long Unchanged => Report.Types.Sum(type => type.Unchanged);
        public long Failed => Report.Types.Sum(type => type.Failed);
    }

    private sealed class Failures : IImportObserver
    {
        public List<string> Lines { get; } = [];

        public void Moved(ImportProgress progress) { }

        public void Failed(ImportFailure failure) => Lines.Add($"{failure.File}:{failure.Line} {failure.Issue.Pointer} {failure.Issue.Code}");
    }
}
