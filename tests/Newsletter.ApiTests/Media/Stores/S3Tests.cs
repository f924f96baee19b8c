using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Media;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Media.Stores;

/// <summary>The base of tests over HTTP whose files are kept by a server that speaks S3, under a prefix of their own.</summary>
public abstract class S3Tests(Engine engine) : ApiTests(engine)
{
    private IReadOnlyDictionary<string, string?>? settings;

    protected override IReadOnlyDictionary<string, string?> Settings => settings!;

    protected IMediaStore Store => Server.Services.GetRequiredService<IMediaStore>();

    /// <summary>The server that keeps them; the tests of this process share one.</summary>
    protected virtual Task<S3Server> S3Async() => S3Server.SharedAsync();

    public override async ValueTask InitializeAsync()
    {
        settings = new Dictionary<string, string?>((await S3Async()).SettingsFor($"{Guid.NewGuid():N}")) { ["S3:PresignDownloads"] = Presigns ? "true" : "false" };
        await base.InitializeAsync();
    }

    /// <summary>Override to send readers to the store.</summary>
    protected virtual bool Presigns => false;

    protected async Task<List<string>> KeysAsync(string prefix = "") => await Store.ListAsync(prefix, default).Select(stored => stored.Key).Order().ToListAsync();
}
