using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using Newsletter.Application.Delivery;
using Newsletter.Domain.Access;
using Newsletter.Infrastructure.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace Newsletter.Api.Accounts;

/// <summary>The embedded OpenID Connect server: authorization code with PKCE for people, client credentials for machines.</summary>
internal static class EmbeddedServer
{
    public const string AuthorizePath = "/connect/authorize";
    public const string TokenPath = "/connect/token";

    public const string EndSessionPath = "/connect/logout";

    private const string RevocationPath = "/connect/revoke";

    /// <summary>What access tokens are for.</summary>
    public const string Audience = "newsletter";

    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(14);

    public static void AddEmbeddedServer(this IServiceCollection services)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris(AuthorizePath[1..]).SetTokenEndpointUris(TokenPath[1..]).SetRevocationEndpointUris(RevocationPath[1..])
                .SetEndSessionEndpointUris(EndSessionPath[1..]);
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowClientCredentialsFlow().AllowRefreshTokenFlow();
            // A challenge that is the verifier itself protects nothing.
            server.Configure(options => options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain));
            server.RegisterScopes([.. Scopes.All]);
            server.SetAccessTokenLifetime(AccessTokenLifetime).SetRefreshTokenLifetime(RefreshTokenLifetime);
            // A refresh token that comes a second time was stolen, however soon it comes: all that was made from it ends.
            server.SetRefreshTokenReuseLeeway(TimeSpan.Zero);
            server.DisableAccessTokenEncryption();
            // Encryption in transit is the proxy's affair, as everywhere in this program.
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough().DisableTransportSecurityRequirement();
        }).AddValidation(validation =>
        {
            validation.UseLocalServer();
            validation.UseAspNetCore().DisableAccessTokenExtractionFromBodyForm().DisableAccessTokenExtractionFromQueryString();
            validation.AddAudiences(Audience);
            validation.EnableTokenEntryValidation().EnableAuthorizationEntryValidation();
        });
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, StoredKeys>();
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>, KeyChanges<OpenIddictServerOptions>>();
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictValidationOptions>, KeyChanges<OpenIddictValidationOptions>>();
    }

    /// <summary>Gives the server the keys that all processes share.</summary>
    private sealed class StoredKeys(ServerKeys keys, PublicAddress address) : IConfigureOptions<OpenIddictServerOptions>
    {
        public void Configure(OpenIddictServerOptions options)
        {
            if (address.Base.Length > 0) options.Issuer = new(address.Base);
            foreach (var key in keys.ForSigning)
            {
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(key.Value, out _);
                options.SigningCredentials.Add(new(new RsaSecurityKey(rsa) { KeyId = key.Name }, SecurityAlgorithms.RsaSha256));
            }
            foreach (var key in keys.ForEncryption)
            {
                options.EncryptionCredentials.Add(new(new SymmetricSecurityKey(key.Value) { KeyId = key.Name }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
            }
        }
    }

    private sealed class KeyChanges<TOptions>(ServerKeys keys) : IOptionsChangeTokenSource<TOptions>
    {
        public string Name => Options.DefaultName;

        public IChangeToken GetChangeToken() => keys.Changes;
    }
}
