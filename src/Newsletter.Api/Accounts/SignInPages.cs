using Newsletter.Application.Accounts;

namespace Newsletter.Api.Accounts;

/// <summary>Signing in, in one step or two, and out.</summary>
internal static class SignInPages
{
    private const string SecondStepPath = "/account/second-step";
    private const string SignOutPath = "/account/sign-out";

    private const string Refusal = "The e-mail address or the password is wrong, or there were too many attempts. After fifteen minutes you may try again.";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccountCookie.SignInPath, (HttpContext http) => First(http, ReturnAddress.Of(http.Request.Query[ReturnAddress.Parameter]), "", null)).ExcludeFromDescription();
        routes.MapForm(AccountCookie.SignInPath, TakePasswordAsync);
        routes.MapForm(SecondStepPath, TakeCodeAsync);
        routes.MapForm(SignOutPath, async Task<IResult> (HttpContext http) =>
        {
            await http.EndBrowserAsync();
            return SignedOut();
        });
    }

    /// <summary>A button that signs out.</summary>
    public static Html SignOutForm(HttpContext http) => $"""<form method="post" action="{SignOutPath}">{AccountForm.Token(http)}<button class="plain">Sign out</button></form>""";

    public static IResult SignedOut() => AccountPage.Show("Signed out", $"""<p>You are signed out on this browser. <a href="{AccountCookie.SignInPath}">Sign in again</a></p>""");

    private static async Task<IResult> TakePasswordAsync(HttpContext http, SignIn signIn, AccountTickets tickets)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (email, returnUrl) = (form["email"].ToString().Trim(), ReturnAddress.Of(form[ReturnAddress.Parameter]));
        if (await signIn.WithPasswordAsync(email, form["password"].ToString(), http.RequestAborted) is not { } account) return First(http, returnUrl, email, Refusal);
        return account.TwoFactorEnabled ? Second(http, returnUrl, tickets.Write(TicketPurpose.SecondStep, account).Text, null) : await DoneAsync(http, account, returnUrl);
    }

    private static async Task<IResult> TakeCodeAsync(HttpContext http, SignIn signIn, AccountTickets tickets)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (ticket, returnUrl) = (form["ticket"].ToString(), ReturnAddress.Of(form[ReturnAddress.Parameter]));
        if (await tickets.ReadAsync(TicketPurpose.SecondStep, ticket, http.RequestAborted) is not { } account) return First(http, returnUrl, "", "That took too long; please begin again.");
        return await signIn.WithCodeAsync(account, form["code"].ToString(), http.RequestAborted)
            ? await DoneAsync(http, account, returnUrl)
            : Second(http, returnUrl, ticket, "The code is wrong or was used already, or there were too many attempts. Wait for the next code.");
    }

    private static async Task<IResult> DoneAsync(HttpContext http, Account account, string returnUrl)
    {
        await http.SignInAsync(account);
        return Results.Redirect(returnUrl);
    }

    private static IResult First(HttpContext http, string returnUrl, string email, string? wrong) => AccountPage.Show("Sign in", $"""
            {AccountPage.Alert(wrong)}
            <form method="post" action="{AccountCookie.SignInPath}">
              {AccountForm.Token(http)}
              <input type="hidden" name="{ReturnAddress.Parameter}" value="{returnUrl}">
              <label for="email">E-mail address</label>
              <input id="email" name="email" type="email" autocomplete="username" required value="{email}">
              <label for="password">Password</label>
              <input id="password" name="password" type="password" autocomplete="current-password" required>
              <button>Sign in</button>
            </form>
            <p><a href="{PasswordPages.AskPath}">I do not know my password</a></p>
        """, StatusOf(wrong));

    private static IResult Second(HttpContext http, string returnUrl, string ticket, string? wrong) => AccountPage.Show("One more step", $"""
            {AccountPage.Alert(wrong)}
            <form method="post" action="{SecondStepPath}">
              {AccountForm.Token(http)}
              <input type="hidden" name="{ReturnAddress.Parameter}" value="{returnUrl}">
              <input type="hidden" name="ticket" value="{ticket}">
              <label for="code">The six digits that your authenticator shows</label>
              <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required>
              <button>Go on</button>
            </form>
            <details>
              <summary>I do not have the authenticator</summary>
              <form method="post" action="{SecondStepPath}">
                {AccountForm.Token(http)}
                <input type="hidden" name="{ReturnAddress.Parameter}" value="{returnUrl}">
                <input type="hidden" name="ticket" value="{ticket}">
                <label for="recovery">One of the recovery codes; it is good once</label>
                <input id="recovery" name="code" autocomplete="off" required>
                <button>Go on</button>
              </form>
            </details>
        """, StatusOf(wrong));

    private static int StatusOf(string? wrong) => wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}
