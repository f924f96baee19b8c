using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Newsletter.Api.Http;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Auth;

/// <summary>Authenticates by a bearer API key (RFC 6750). An unknown key is refused, never treated as nobody's.</summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, FindKey keys, Caller caller)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";

    private const string Prefix = "Bearer ";
    private const int MaxLength = 300;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return AuthenticateResult.NoResult();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header.Length > MaxLength) return AuthenticateResult.Fail("Not a bearer token.");
        if (await keys.ExecuteAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("Unknown, expired or revoked key.");
        var origin = Request.Headers.Origin;
        if (!key.IsGoodFrom(origin.Count > 0 ? origin.ToString() : null, Context.Connection.RemoteIpAddress)) return AuthenticateResult.Fail("Not a key for use from there.");
        caller.Become(key.Caller);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Caller.Id.ToString()), .. key.Caller.Scopes.Select(scope => new Claim(BearerTokens.ScopeClaim, scope))], Scheme.Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = given ? "Bearer realm=\"newsletter\", error=\"invalid_token\"" : "Bearer realm=\"newsletter\"";
        await Problems.WriteAsync(Context, Problem.Of(401, "unauthenticated", given ? "This key is unknown, has expired or was revoked, or may not be used from here." : "Send an API key: Authorization: Bearer nlk_...", Context));
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // What names no scope is closed delivery.
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scopes ?? [Scopes.ContentRead];
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"newsletter\", error=\"insufficient_scope\", scope=\"{string.Join(' ', needed)}\"";
        await Problems.WriteAsync(Context, Problem.Of(403, "forbidden", $"This takes the scope {string.Join(" or ", needed)}.", Context));
    }
}
