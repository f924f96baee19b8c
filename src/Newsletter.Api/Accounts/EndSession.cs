using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Newsletter.Api.Accounts;

/// <summary>A program asks that its user be signed out (OpenID Connect RP-Initiated Logout 1.0). Where it leads to then, the server has checked before.</summary>
internal static class EndSession
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapEndSession(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(EmbeddedServer.EndSessionPath, [HttpMethods.Get, HttpMethods.Post], (Delegate)EndAsync).WithMetadata(new RequestSizeLimitAttribute(AccountForm.MaxBytes)).ExcludeFromDescription();

    private static async Task<IResult> EndAsync(HttpContext http, IAntiforgery forms)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var isSignedIn = await http.SignedInAsync() is not null;
        var hinted = (await http.AuthenticateAsync(Server)).Principal;
        // Any site can lead a browser here. Who brings the token of the very session that would end need not ask.
        if (isSignedIn && !IsOf(hinted, http.User) && !await IsConfirmedAsync(http, forms)) return Confirm(http, request);
        if (isSignedIn || hinted is null) await http.EndBrowserAsync();
        else await http.EndSessionAsync(hinted.GetClaim(Claims.Subject), hinted.GetClaim(AccountCookie.SessionClaim));
        return request.PostLogoutRedirectUri is null ? SignInPages.SignedOut() : Results.SignOut(null, [Server]);
    }

    private static bool IsOf(ClaimsPrincipal? hinted, ClaimsPrincipal signedIn) =>
        hinted?.GetClaim(AccountCookie.SessionClaim) is { } session && session == signedIn.FindFirstValue(AccountCookie.SessionClaim);

    private static async Task<bool> IsConfirmedAsync(HttpContext http, IAntiforgery forms) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType && await forms.IsRequestValidAsync(http);

    private static IResult Confirm(HttpContext http, OpenIddictRequest request)
    {
        Html kept = $"";
        foreach (var (name, value) in request.GetParameters().Where(parameter => parameter.Key != AccountForm.TokenField))
            kept.AppendFormatted($"""<input type="hidden" name="{name}" value="{(string?)value}">""");
        return AccountPage.Show("Sign out?", $"""
                <p>A program asks that you be signed out on this browser.</p>
                <form method="post" action="{EmbeddedServer.EndSessionPath}">
                  {AccountForm.Token(http)}
                  {kept}
                  <button>Sign out</button>
                </form>
                <p><a href="{ProfilePages.Path}">Stay signed in</a></p>
            """);
    }
}
