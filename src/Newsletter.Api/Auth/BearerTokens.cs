using Microsoft.AspNetCore.Authentication;

namespace Newsletter.Api.Auth;

/// <summary>The bearer tokens (RFC 6750) that requests bring. Every operation that takes one names this scheme; it finds out whose affair the token is.</summary>
internal static class BearerTokens
{
    public const string Scheme = "Bearer";

    /// <summary>One for each scope of the caller.</summary>
    public const string ScopeClaim = "scope";

    public static void AddBearerTokens(this IServiceCollection services) => services.AddAuthentication(Scheme)
        .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = _ => ApiKeyAuthentication.Name)
        .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Name, null);
}
