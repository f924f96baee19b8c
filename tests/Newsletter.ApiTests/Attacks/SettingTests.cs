using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Api;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>A start with an unsafe setting stops and names it, without its value.</summary>
public sealed class SettingTests
{
    [Theory]
    [InlineData("Bootstrap:Key", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Bootstrap:Key", "abababababababababababababababababababab")]
    [InlineData("Bootstrap:Key", "secret-12secret-12secret-12secret-12")]
    [InlineData("Bootstrap:Key", "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("Bootstrap:Key", "11111111112222222222333333333344444444445555555555")]
    [InlineData("Demo:Enabled", "true")]
    [InlineData("ConnectionStrings:Newsletter", "Data Source=:memory:")]
    [InlineData("ConnectionStrings:Newsletter", "Data Source=x;Mode=Memory;Cache=Shared")]
    [InlineData("Proxies:Known:0", "everybody")]
    [InlineData("Proxies:Known:0", "0.0.0.0/0")]
    [InlineData("Proxies:Known:0", "::/0")]
    [InlineData("Proxies:ForwardLimit", "0")]
    [InlineData("Limits:Delivery", "0")]
    [InlineData("Limits:RequestSeconds", "-1")]
    [InlineData("Limits:SignIn", "0")]
    [InlineData("Smtp:CaFile", "no-such-folder/authorities.pem")]
    public async Task An_unsafe_setting_stops_the_start(string name, string value)
    {
        using var log = new LogLines();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Started.Async(Testing.Engine.Sqlite, services => services.AddSingleton<ILoggerProvider>(log), (name, value)));
        var line = Assert.Single(log.All, line => line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.Contains(name, line, StringComparison.Ordinal);
        if (value.Length > 10) Assert.DoesNotContain(value, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_site_together_with_cookies_stops_the_start() =>
        Assert.Contains("Cors:Origins", StartChecks.Refusal(Settings(("Cors:Origins:0", "*"), ("Cors:Credentials", "true")), isProduction: false), StringComparison.Ordinal);

    [Theory]
    [InlineData("PublicUrl", "http://news.example.org", "PublicUrl")]
    [InlineData("PublicUrl", "https://news.example.org", "Proxies:Known")]
    [InlineData("ConnectionStrings:Newsletter", "Host=db.example.org;Username=x", "ConnectionStrings:Newsletter")]
    public void A_doubtful_setting_is_warned_of(string name, string value, string named) => Assert.Contains(named, Assert.Single(StartChecks.Warnings(Settings((name, value)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("PublicUrl", "http://localhost:5080")]
    [InlineData("ConnectionStrings:Newsletter", "Host=db.example.org;Username=x;Password=y")]
    [InlineData("ConnectionStrings:Newsletter", "Host=127.0.0.1;Username=x")]
    [InlineData("ConnectionStrings:Newsletter", "Host=/run/postgresql;Username=x")]
    [InlineData("Bootstrap:Key", "6f1c0d9be2a47835c6d1f0e92b7a4835d6c1e0f92ba74835")]
    public void A_sound_setting_is_not(string name, string value)
    {
        Assert.Empty(StartChecks.Warnings(Settings((name, value))));
        Assert.Null(StartChecks.Refusal(Settings((name, value)), isProduction: true));
    }

    [Fact]
    public void What_is_meant_for_production_does_not_bother_developers() =>
        Assert.Null(StartChecks.Refusal(Settings(("Bootstrap:Key", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), ("Demo:Enabled", "true")), isProduction: false));

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
