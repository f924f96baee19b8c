using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Newsletter.Api.Auth;
using Newsletter.Api.Limits;
using Newsletter.Application.Accounts;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Newsletter.Api.Accounts;

/// <summary>What the embedded OpenID Connect server asks of us: who signed in, and what he may do.</summary>
internal static class ConnectEndpoints
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>Stands in codes and refresh tokens, never in access tokens.</summary>
    private const string StampClaim = "stamp";

    public static void MapConnect(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(EmbeddedServer.AuthorizePath, [HttpMethods.Get, HttpMethods.Post], (Delegate)AuthorizeAsync).ExcludeFromDescription();
        routes.MapPost(EmbeddedServer.TokenPath, GiveTokenAsync).WithMetadata(new LimitedAs(LimitNames.SignIn)).ExcludeFromDescription();
    }

    /// <summary>The programs are ours, so that nobody is asked for consent.</summary>
    private static async Task<IResult> AuthorizeAsync(HttpContext http, IBrowserSessions sessions)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (await http.SignedInAsync() is { } account && !request.HasPromptValue(PromptValues.Login))
        {
            var (browser, scopes) = (http.User.FindFirstValue(AccountCookie.SessionClaim)!, Wanted(request.GetScopes(), account.Scopes).ToList());
            var principal = PrincipalOf(account, browser, scopes);
            principal.SetAuthorizationId((await sessions.BeginAsync(account.Id, Guid.Parse(browser), request.ClientId!, scopes, http.RequestAborted)).ToString());
            return Results.SignIn(principal, null, Server);
        }
        if (request.HasPromptValue(PromptValues.None)) return Refuse(Errors.LoginRequired, "Nobody is signed in.");
        // Who was asked to sign in again comes back without being asked once more.
        var parameters = request.GetParameters().Where(parameter => parameter.Key != Parameters.Prompt).Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
        var returnUrl = EmbeddedServer.AuthorizePath + QueryString.Create(parameters);
        return Results.Redirect(AccountCookie.SignInPath + QueryString.Create(ReturnAddress.Parameter, returnUrl));
    }

    private static async Task<IResult> GiveTokenAsync(HttpContext http, ListAccounts accounts, IClients clients)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType()) return await MachineAsync(request, clients, http.RequestAborted);
        var before = (await http.AuthenticateAsync(Server)).Principal!;
        var account = Guid.TryParse(before.GetClaim(Claims.Subject), out var id) ? await accounts.FindAsync(id, http.RequestAborted) : null;
        return account is { Disabled: false } && account.SecurityStamp == before.GetClaim(StampClaim)
            ? Results.SignIn(PrincipalOf(account, before.GetClaim(AccountCookie.SessionClaim), Had(before.GetScopes(), account.Scopes)), null, Server)
            : Refuse(Errors.InvalidGrant, "This session has ended; sign in again.");
    }

    private static async Task<IResult> MachineAsync(OpenIddictRequest request, IClients clients, CancellationToken aborted)
    {
        if (await clients.FindAsync(request.ClientId!, aborted) is not { } client) return Refuse(Errors.InvalidClient, "There is no such client.");
        var identity = new ClaimsIdentity(Server, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id.ToString()).SetClaim(Claims.Name, client.Name).SetClaim(EmbeddedTokens.MachineClaim, true);
        return Results.SignIn(Finish(new(identity), Wanted(request.GetScopes(), client.Scopes)), null, Server);
    }

    private static ClaimsPrincipal PrincipalOf(Account account, string? browser, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(Server, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString()).SetClaim(Claims.Name, account.DisplayName).SetClaim(StampClaim, account.SecurityStamp)
            .SetClaim(AccountCookie.SessionClaim, browser);
        return Finish(new(identity), scopes);
    }

    /// <summary>What was asked for, as far as it may be had; everything that may be had if nothing was asked for.</summary>
    private static IEnumerable<string> Wanted(IReadOnlyCollection<string> asked, IReadOnlyList<string> had) => asked.Any(Domain.Access.Scopes.All.Contains) ? Had(asked, had) : asked.Concat(had);

    private static IEnumerable<string> Had(IEnumerable<string> asked, IReadOnlyList<string> had) => asked.Where(scope => had.Contains(scope) || !Domain.Access.Scopes.All.Contains(scope));

    private static ClaimsPrincipal Finish(ClaimsPrincipal principal, IEnumerable<string> scopes)
    {
        principal.SetScopes(scopes);
        principal.SetResources(EmbeddedServer.Audience);
        principal.SetDestinations(claim => claim.Type switch
        {
            StampClaim => [],
            AccountCookie.SessionClaim => [Destinations.IdentityToken],
            Claims.Name => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.AccessToken],
        });
        return principal;
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    }), [Server]);
}
