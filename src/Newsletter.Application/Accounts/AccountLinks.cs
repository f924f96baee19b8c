using Newsletter.Application.Delivery;

namespace Newsletter.Application.Accounts;

/// <summary>A link that was made for somebody.</summary>
/// <param name="Url">Null where it was sent by mail instead.</param>
public sealed record GivenLink(string? Url, DateTimeOffset ExpiresAt);

/// <summary>Gives people the links by which they set their password: by mail, or where there is no mail server, to who asks for them.</summary>
public sealed class AccountLinks(AccountTickets tickets, IMailer mailer, PublicAddress address)
{
    public const string InvitationPath = "/account/accept";
    public const string ResetPath = "/account/reset/new";

    public static string PathOf(TicketPurpose purpose) => purpose is TicketPurpose.Invitation ? InvitationPath : ResetPath;

    /// <summary>An account without a password is invited, another one gets a new password.</summary>
    public GivenLink Make(Account account)
    {
        var ticket = tickets.Write(PurposeFor(account), account);
        return new($"{address.Base}{PathOf(PurposeFor(account))}?ticket={ticket.Text}", ticket.ExpiresAt);
    }

    public GivenLink Send(Account account)
    {
        var link = Make(account);
        var until = $"{link.ExpiresAt:yyyy-MM-dd HH:mm} UTC";
        mailer.Send(PurposeFor(account) is TicketPurpose.Invitation
            ? new(account.Email!, "Your invitation to Newsletter", $"Hello {account.DisplayName},\n\nan account was made for you. Choose a password here:\n\n{link.Url}\n\nThe link is good once, until {until}.\n")
            : new(account.Email!, "A new password for Newsletter", $"Hello {account.DisplayName},\n\nchoose a new password here:\n\n{link.Url}\n\nThe link is good once, until {until}. If nobody asked for it, do nothing: the password stays as it is.\n"));
        return mailer.CanSend ? link with { Url = null } : link;
    }

    private static TicketPurpose PurposeFor(Account account) => account.IsInvited ? TicketPurpose.Invitation : TicketPurpose.Reset;
}
