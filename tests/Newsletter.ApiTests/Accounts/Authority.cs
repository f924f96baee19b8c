using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Newsletter.ApiTests.Accounts;

/// <summary>An identity provider of somebody else, on loopback: discovery, one key, and whatever tokens a test wants.</summary>
internal sealed class Authority : IAsyncDisposable
{
    public const string KeyId = "key-1";

    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);

    private Authority(WebApplication app) => this.app = app;

    public string Issuer => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public SigningCredentials Key => new(new RsaSecurityKey(rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256);

    /// <summary>The public key as its text, which must not be taken for a shared secret.</summary>
    public string PublicKey => rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>Whether anything but what discovery leads to was asked for.</summary>
    public bool WasAskedForOther { get; private set; }

    public static async Task<Authority> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var authority = new Authority(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = authority.Issuer, jwks_uri = authority.Issuer + "/keys" }));
        app.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(authority.rsa.ExportParameters(false)) { KeyId = KeyId });
            return Results.Json(new { keys = new[] { new { kty = key.Kty, use = "sig", alg = "RS256", kid = key.Kid, n = key.N, e = key.E } } });
        });
        app.MapFallback(() =>
        {
            authority.WasAskedForOther = true;
            return Results.NotFound();
        });
        await app.StartAsync();
        return authority;
    }

    /// <summary>A token as the provider gives it, with what a test wants to be another.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, params (string Name, object Value)[] header)
    {
        var now = DateTime.UtcNow;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = "newsletter",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            TokenType = "at+jwt",
            SigningCredentials = Key,
            Claims = new Dictionary<string, object> { ["sub"] = "person-1", ["name"] = "Ana Brandt", ["roles"] = new[] { "redaktion" } },
            AdditionalHeaderClaims = header.ToDictionary(one => one.Name, one => one.Value),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }
}
