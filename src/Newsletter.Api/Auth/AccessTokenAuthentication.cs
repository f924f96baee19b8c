using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Newsletter.Application.Access;

namespace Newsletter.Api.Auth;

/// <summary>Where access tokens come from: who checks them, and who their bearer is here.</summary>
internal interface ITokenSource
{
    /// <summary>The scheme that checks them.</summary>
    string Scheme { get; }

    /// <returns>Null when the bearer has no business here any more.</returns>
    Task<CallerIdentity?> CallerAsync(ClaimsPrincipal principal, CancellationToken cancellationToken);
}

/// <summary>Authenticates by an access token: one of the embedded OpenID Connect server, or of the newsroom's own.</summary>
internal sealed class AccessTokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IEnumerable<ITokenSource> sources, Caller caller)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "AccessToken";

    private const int MaxLength = 16 * 1024;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.ToString().Length > MaxLength) return AuthenticateResult.Fail("Too long for a token.");
        foreach (var source in sources)
        {
            if (await Context.AuthenticateAsync(source.Scheme) is not { Succeeded: true, Principal: { } principal }) continue;
            if (await source.CallerAsync(principal, Context.RequestAborted) is { } identity) return caller.Accept(identity, Scheme.Name);
            break;
        }
        return AuthenticateResult.Fail("Not a token that is good here.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => BearerChallenges.ChallengeAsync(Context, "This token is not good here, or not any more.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => BearerChallenges.ForbidAsync(Context);
}
