using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Newsletter.Application.Access;

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
        if (await keys.ExecuteAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("Unknown or expired key.");
        caller.Become(new(CallerKind.Key, key.Id, key.Name, key.Scopes));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()), .. key.Scopes.Select(scope => new Claim(BearerTokens.ScopeClaim, scope))], Scheme.Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => BearerChallenges.ChallengeAsync(Context, "This key is unknown or has expired.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => BearerChallenges.ForbidAsync(Context);
}
