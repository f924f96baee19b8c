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
        if (await keys.ExecuteAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("Unknown, expired or revoked key.");
        var origin = Request.Headers.Origin;
        if (!key.IsGoodFrom(origin.Count > 0 ? origin.ToString() : null, Context.Connection.RemoteIpAddress)) return AuthenticateResult.Fail("Not a key for use from there.");
        return caller.Accept(key.Caller, Scheme.Name);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => BearerChallenges.ChallengeAsync(Context, "This key is unknown, has expired or was revoked, or may not be used from here.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => BearerChallenges.ForbidAsync(Context);
}
