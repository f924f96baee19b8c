using Newsletter.Api.Limits;
using Newsletter.Application.Accounts;

namespace Newsletter.Api.Accounts;

/// <summary>Asking for a new password, and setting one by a link.</summary>
internal static class PasswordPages
{
    public const string AskPath = "/account/reset";

    public static void MapPasswords(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AskPath, (HttpContext http) => AccountPage.Show("A new password", $"""
                <p>If there is an account with your address, a link is sent there.</p>
                <form method="post" action="{AskPath}">
                  {AccountForm.Token(http)}
                  <label for="email">E-mail address</label>
                  <input id="email" name="email" type="email" autocomplete="username" required>
                  <button>Send the link</button>
                </form>
            """)).ExcludeFromDescription();
        routes.MapForm(AskPath, async Task<IResult> (HttpContext http, SetPassword set) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await set.AskAsync(form["email"].ToString().Trim());
            return AccountPage.Show("Look into your mail", $"""<p>If there is an account with this address, a link is on its way. It is good for an hour.</p>""");
        }, LimitNames.Reset);
        MapLink(routes, TicketPurpose.Invitation, "Welcome");
        MapLink(routes, TicketPurpose.Reset, "A new password");
    }

    private static void MapLink(IEndpointRouteBuilder routes, TicketPurpose purpose, string title)
    {
        var path = AccountLinks.PathOf(purpose);
        routes.MapGet(path, async Task<IResult> (HttpContext http, AccountTickets tickets) =>
        {
            var ticket = http.Request.Query["ticket"].ToString();
            return await tickets.ReadAsync(purpose, ticket, http.RequestAborted) is { } account ? Choose(http, title, path, ticket, account.Email!, null) : Expired(AccountErrors.BadLink.Message);
        }).ExcludeFromDescription();
        routes.MapForm(path, async Task<IResult> (HttpContext http, AccountTickets tickets, SetPassword set) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (ticket, password) = (form["ticket"].ToString(), form["password"].ToString());
            if (await tickets.ReadAsync(purpose, ticket, http.RequestAborted) is not { } account) return Expired(AccountErrors.BadLink.Message);
            if (password != form["again"].ToString()) return Choose(http, title, path, ticket, account.Email!, "The two passwords differ.");
            var done = await set.ExecuteAsync(purpose, ticket, password, http.RequestAborted);
            if (!done.Failed) return AccountPage.Show("Done", $"""<p>The password is set. <a href="{AccountCookie.SignInPath}">Sign in</a></p>""");
            return done.Error.Issues.Count > 0 ? Choose(http, title, path, ticket, account.Email!, done.Error.Message) : Expired(done.Error.Message);
        });
    }

    private static IResult Expired(string message) => AccountPage.Show("This link is not good any more", $"""<p>{message} <a href="{AskPath}">Ask for a link</a></p>""", StatusCodes.Status410Gone);

    private static IResult Choose(HttpContext http, string title, string path, string ticket, string email, string? wrong) => AccountPage.Show(title, $"""
            {AccountPage.Alert(wrong)}
            <p>Choose a password for <b>{email}</b>.</p>
            <form method="post" action="{path}">
              {AccountForm.Token(http)}
              <input type="hidden" name="ticket" value="{ticket}">
              <input type="hidden" name="email" autocomplete="username" value="{email}">
              <label for="password">Password</label>
              <input id="password" name="password" type="password" autocomplete="new-password" minlength="{PasswordRules.MinLength.ToString(null, null)}" maxlength="{PasswordRules.MaxLength.ToString(null, null)}" required aria-describedby="hint">
              <p class="hint" id="hint">At least {PasswordRules.MinLength.ToString(null, null)} characters. A few words in a row do well.</p>
              <label for="again">The same once more</label>
              <input id="again" name="again" type="password" autocomplete="new-password" required>
              <button>Set the password</button>
            </form>
        """, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
