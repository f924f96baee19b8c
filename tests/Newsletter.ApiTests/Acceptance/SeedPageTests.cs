using System.Diagnostics;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Acceptance;

/// <summary>Enters a real page as an editor would and reads it back as a reader; runs where the page lies beside the project.</summary>
public abstract class SeedPageTests(Engine engine) : ApiTests(engine)
{
    [Fact]
    public async Task Everything_on_a_real_newsletter_page_can_be_stored_published_and_read()
    {
        var seed = RepositoryRoot.Combine("..", "shared", "seed");
        Assert.SkipUnless(Directory.Exists(seed), "The page is not here.");
        string[] arguments = [RepositoryRoot.Combine("tests", "acceptance", "seed_page"), "--url", Server.Address.ToString().TrimEnd('/'), "--key", TestServer.OwnerKey, "--seed", seed];
        var start = new ProcessStartInfo(Requirement.Program("python3"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(script.ExitCode == 0, output + await errors);
    }
}

public sealed class SeedPageOnSqlite() : SeedPageTests(Engine.Sqlite);

public sealed class SeedPageOnPostgreSql() : SeedPageTests(Engine.PostgreSql);
