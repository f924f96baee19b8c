using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Newsletter.Application.Accounts;

namespace Newsletter.Api.Accounts;

/// <summary>Remembers in a browser who signed in. It opens our own pages and gives codes to programs; the APIs take no cookie.</summary>
internal static class AccountCookie
{
    public const string Scheme = "Account";
    public const string SignInPath = "/account/sign-in";

    /// <summary>The session of the browser: in its cookie, and in the id tokens that its programs get.</summary>
    public const string SessionClaim = "sid";

    private const string StampClaim = "stamp";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static void AddAccountCookie(this AuthenticationBuilder schemes)
    {
        schemes.AddCookie(Scheme, options =>
        {
            options.Cookie = new HostCookie("__Host-newsletter-account");
            options.ExpireTimeSpan = Lifetime;
            options.SlidingExpiration = false;
            options.Events.OnValidatePrincipal = CheckAsync;
        });
        schemes.Services.AddAntiforgery(options =>
        {
            options.Cookie = new HostCookie("__Host-newsletter-form");
            options.FormFieldName = AccountForm.TokenField;
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    public static async Task SignInAsync(this HttpContext http, Account account)
    {
        var session = await http.RequestServices.GetRequiredService<IBrowserSessions>().BeginAsync(account.Id, http.RequestAborted);
        await http.SignInAsync(Scheme, new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp ?? ""), new(SessionClaim, session.ToString())], Scheme)));
    }

    /// <summary>Ends the session of this browser, with the tokens that its programs have, and forgets it here.</summary>
    public static async Task EndBrowserAsync(this HttpContext http)
    {
        await http.EndSessionAsync(http.User.FindFirstValue(ClaimTypes.NameIdentifier), http.User.FindFirstValue(SessionClaim));
        await http.SignOutAsync(Scheme);
    }

    public static async Task EndSessionAsync(this HttpContext http, string? account, string? session)
    {
        if (!Guid.TryParse(account, out var id) || !Guid.TryParse(session, out var browser)) return;
        await http.RequestServices.GetRequiredService<IBrowserSessions>().EndAsync(id, browser, http.RequestAborted);
    }

    /// <returns>Who is signed in on this browser; null for nobody.</returns>
    public static async Task<Account?> SignedInAsync(this HttpContext http)
    {
        if (await http.AuthenticateAsync(Scheme) is not { Succeeded: true, Principal: { } principal }) return null;
        http.User = principal;
        return await http.RequestServices.GetRequiredService<ListAccounts>().FindAsync(IdOf(principal), http.RequestAborted);
    }

    /// <summary>A new password, another role or signing out everywhere changes the stamp; signing out ends the session of a copy of the cookie too.</summary>
    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var (services, principal, aborted) = (context.HttpContext.RequestServices, context.Principal!, context.HttpContext.RequestAborted);
        var account = await services.GetRequiredService<ListAccounts>().FindAsync(IdOf(principal), aborted);
        if (account is not { Disabled: false } || account.SecurityStamp != principal.FindFirstValue(StampClaim)
            || !Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session) || !await services.GetRequiredService<IBrowserSessions>().IsOpenAsync(account.Id, session, aborted)) context.RejectPrincipal();
    }

    private static Guid IdOf(ClaimsPrincipal principal) => Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>A cookie that belongs to this host alone and goes over encrypted connections alone; browsers make an exception for their own machine.</summary>
    private sealed class HostCookie : CookieBuilder
    {
        public HostCookie(string name) => (Name, Path, HttpOnly, SameSite, IsEssential) = (name, "/", true, SameSiteMode.Lax, true);

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            // Behind a proxy that encrypts, requests arrive here as they do on a plain connection.
            options.Secure = true;
            return options;
        }
    }
}
