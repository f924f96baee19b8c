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

    public static Task SignInAsync(this HttpContext http, Account account) => http.SignInAsync(Scheme, new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp ?? "")], Scheme)));

    /// <returns>Who is signed in on this browser; null for nobody.</returns>
    public static async Task<Account?> SignedInAsync(this HttpContext http)
    {
        if (await http.AuthenticateAsync(Scheme) is not { Succeeded: true, Principal: { } principal }) return null;
        http.User = principal;
        return await http.RequestServices.GetRequiredService<ListAccounts>().FindAsync(IdOf(principal), http.RequestAborted);
    }

    /// <summary>A new password, another role or signing out everywhere changes the stamp.</summary>
    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var account = await context.HttpContext.RequestServices.GetRequiredService<ListAccounts>().FindAsync(IdOf(context.Principal!), context.HttpContext.RequestAborted);
        if (account is not { Disabled: false } || account.SecurityStamp != context.Principal!.FindFirstValue(StampClaim)) context.RejectPrincipal();
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
