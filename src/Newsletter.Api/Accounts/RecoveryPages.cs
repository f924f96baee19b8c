using Newsletter.Application.Accounts;

namespace Newsletter.Api.Accounts;

/// <summary>The recovery codes: how many are left, and getting others.</summary>
internal static class RecoveryPages
{
    private const string Path = "/account/recovery-codes";

    public static void MapRecovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Delegate)((HttpContext http) => ProfilePages.OnlySignedInAsync(http, account =>
            Task.FromResult(account.TwoFactorEnabled ? Ask(http, account, null) : Results.Redirect(ProfilePages.Path))))).ExcludeFromDescription();
        routes.MapForm(Path, (HttpContext http, AccountSelf self) => ProfilePages.OnlySignedInAsync(http, async account =>
        {
            if (!account.TwoFactorEnabled) return Results.Redirect(ProfilePages.Path);
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var codes = await self.RenewRecoveryCodesAsync(account.Id, form["code"].ToString(), http.RequestAborted);
            return codes.Failed ? Ask(http, account, codes.Error.Message) : Codes(codes.Value);
        }));
    }

    /// <summary>The line of the profile.</summary>
    public static Html Left(Account account) => account.TwoFactorEnabled
        ? $"""<dt>Recovery codes</dt><dd>{account.RecoveryCodesLeft.ToString(null, null)} left (<a href="{Path}">renew</a>)</dd>"""
        : Html.Empty;

    public static IResult Codes(IReadOnlyList<string> codes)
    {
        Html list = $"";
        foreach (var code in codes) list.AppendFormatted($"<li><code>{code}</code></li>");
        return AccountPage.Show("Recovery codes", $"""
                <p>Each of these opens the account once in the place of the authenticator. Keep them where nobody finds them; they are not shown again.</p>
                <ol>{list}</ol>
                <p><a href="{ProfilePages.Path}">Done</a></p>
            """);
    }

    private static IResult Ask(HttpContext http, Account account, string? wrong) => AccountPage.Show("Recovery codes", $"""
            {AccountPage.Alert(wrong)}
            <p>{account.RecoveryCodesLeft.ToString(null, null)} of {RecoveryCodes.Count.ToString(null, null)} are left. Renewed, they are ten again, and the old ones are good no more.</p>
            <form method="post" action="{Path}">
              {AccountForm.Token(http)}
              <label for="code">A code of the authenticator, or one of the recovery codes</label>
              <input id="code" name="code" autocomplete="one-time-code" required>
              <button>Renew</button>
            </form>
            <p><a href="{ProfilePages.Path}">Back</a></p>
        """, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
