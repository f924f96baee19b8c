using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Newsletter.Api.Accounts;
using Newsletter.Application.Access;

namespace Newsletter.Api.Auth;

/// <summary>The bearer tokens (RFC 6750) that requests bring. Every operation that takes one names this scheme; it finds out whose affair the token is.</summary>
internal static class BearerTokens
{
    public const string Scheme = "Bearer";

    /// <summary>One for each scope of the caller.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>How every JSON Web Token begins: a brace and a quotation mark in Base64.</summary>
    private const string TokenStart = "Bearer eyJ";

    /// <summary>Whoever brought the token is the caller from here on.</summary>
    internal static AuthenticateResult Accept(this Caller caller, CallerIdentity identity, string scheme)
    {
        caller.Become(identity);
        var claims = identity.Scopes.Select(scope => new Claim(ScopeClaim, scope)).Prepend(new(ClaimTypes.NameIdentifier, identity.Id.ToString()));
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, scheme)), scheme));
    }

    public static void AddBearerTokens(this IServiceCollection services, IConfiguration configuration)
    {
        var schemes = services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString().StartsWith(TokenStart, StringComparison.OrdinalIgnoreCase) ? AccessTokenAuthentication.Name : ApiKeyAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Name, null)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenAuthentication>(AccessTokenAuthentication.Name, null);
        var accounts = configuration.GetSection("Accounts").Get<AccountSettings>() ?? new();
        services.AddSingleton(accounts);
        if (accounts.Enabled)
        {
            services.AddScoped<ITokenSource, EmbeddedTokens>();
            services.AddEmbeddedServer();
            schemes.AddAccountCookie();
        }
        var provider = configuration.GetSection("Oidc").Get<ProviderSettings>() ?? new();
        services.AddSingleton(provider);
        if (provider.Authority is not { Length: > 0 }) return;
        services.AddScoped<ITokenSource, ProviderTokens>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, ProviderChecks>();
        schemes.AddJwtBearer(ProviderTokens.Name, _ => { });
    }
}
