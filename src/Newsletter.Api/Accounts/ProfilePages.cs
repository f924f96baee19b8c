using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Domain;

namespace Newsletter.Api.Accounts;

/// <summary>What people do with their own account: the second factor, ending all sessions.</summary>
internal static class ProfilePages
{
    public const string Path = "/account";

    private const string AuthenticatorPath = "/account/authenticator";
    private const string EverywherePath = "/account/sign-out-everywhere";

    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Delegate)((HttpContext http) => OnlySignedInAsync(http, account => Task.FromResult(Profile(http, account))))).ExcludeFromDescription();
        routes.MapGet(AuthenticatorPath, (HttpContext http, AccountSelf self) => OnlySignedInAsync(http, account => EnrolAsync(http, self, account.Id, null))).ExcludeFromDescription();
        routes.MapForm(AuthenticatorPath, (HttpContext http, AccountSelf self) => OnlySignedInAsync(http, async account =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var done = await self.SwitchSecondFactorAsync(account.Id, !account.TwoFactorEnabled, form["code"].ToString(), http.RequestAborted);
            if (done.Failed) return await EnrolAsync(http, self, account.Id, done.Error);
            return done.Value.Count > 0 ? RecoveryPages.Codes(done.Value) : Results.Redirect(Path);
        }));
        routes.MapForm(EverywherePath, (HttpContext http, AccountSelf self) => OnlySignedInAsync(http, async account =>
        {
            await self.SignOutEverywhereAsync(account.Id, http.RequestAborted);
            return AccountPage.Show("Signed out everywhere", $"""<p>All sessions ended. <a href="{AccountCookie.SignInPath}">Sign in again</a></p>""");
        }));
    }

    internal static async Task<IResult> OnlySignedInAsync(HttpContext http, Func<Account, Task<IResult>> show)
    {
        if (await http.SignedInAsync() is not { } account) return Results.Redirect(AccountCookie.SignInPath);
        http.RequestServices.GetRequiredService<Caller>().Become(account.Identity(account.Scopes));
        return await show(account);
    }

    private static IResult Profile(HttpContext http, Account account) => AccountPage.Show(account.DisplayName, $"""
            <dl>
              <dt>E-mail address</dt><dd>{account.Email}</dd>
              <dt>Role</dt><dd>{account.Role}</dd>
              <dt>Second factor</dt><dd>{(account.TwoFactorEnabled ? "on" : "off")} (<a href="{AuthenticatorPath}">change</a>)</dd>
              {RecoveryPages.Left(account)}
            </dl>
            <p><a href="/swagger">Swagger UI</a></p>
            <p><a href="{PasswordPages.AskPath}">Change the password</a></p>
            {SignInPages.SignOutForm(http)}
            <form method="post" action="{EverywherePath}">{AccountForm.Token(http)}<button class="plain">Sign out everywhere</button></form>
        """);

    private static async Task<IResult> EnrolAsync(HttpContext http, AccountSelf self, Guid id, Error? wrong)
    {
        var status = wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        var secret = await self.PendingSecretAsync(id, http.RequestAborted);
        if (secret.Failed) return new Http.ProblemResult(secret.Error);
        var enter = secret.Value is { } pending ? HowToEnter(pending) : $"<p>To switch the second factor off, enter a code of the authenticator or a recovery code.</p>";
        return AccountPage.Show("Second factor", $"""
                {AccountPage.Alert(wrong?.Message)}
                {enter}
                <form method="post" action="{AuthenticatorPath}">
                  {AccountForm.Token(http)}
                  <label for="code">The code</label>
                  <input id="code" name="code" autocomplete="one-time-code" required>
                  <button>{(secret.Value is null ? "Switch off" : "Switch on")}</button>
                </form>
                <p><a href="{Path}">Back</a></p>
            """, status);
    }

    private static Html HowToEnter(PendingSecret pending) => $"""
            <p>Enter this key into an authenticator application, or <a href="{pending.Uri}">open it there</a>:</p>
            <p><code id="secret">{pending.Secret}</code></p>
            <p>Then enter the code that it shows.</p>
        """;
}
