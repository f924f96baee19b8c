using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Access;

public sealed class StartTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("1234567890123456789012345678901")]
    [InlineData("with a blank in it, but long enough for that")]
    public async Task A_poor_bootstrap_key_stops_the_start_and_names_the_setting(string key)
    {
        using var log = new LogLines();
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite, MigratedDatabase.Template);
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestServer.StartAsync(database, settings: new Dictionary<string, string?> { ["Bootstrap:Key"] = key },
            configure: services => services.AddSingleton<ILoggerProvider>(log)));
        var line = Assert.Single(log.All, line => line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.Contains("Bootstrap:Key", line, StringComparison.Ordinal);
        Assert.DoesNotContain(key, line, StringComparison.Ordinal);
    }
}
