using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Accounts;

/// <summary>What a ticket opens.</summary>
public enum TicketPurpose
{
    /// <summary>Setting the first password.</summary>
    Invitation,

    /// <summary>Setting a new password.</summary>
    Reset,

    /// <summary>The second step of signing in, after the password was right.</summary>
    SecondStep,
}

/// <summary>A ticket and how long it is good.</summary>
public sealed record AccountTicket(string Text, DateTimeOffset ExpiresAt);

/// <summary>
/// Writes and reads the links that are sent to people, and what leads from the first step of signing in to the second. They are signed over the
/// account's security stamp, so nothing is stored and none outlives a new password, a sign-out everywhere or its own use.
/// </summary>
public sealed class AccountTickets(IEditorialDb db, Signatures signatures, TimeProvider time)
{
    private const int MaxLength = 200;
    private const int HeadLength = 24;

    public static TimeSpan LifetimeOf(TicketPurpose purpose) => purpose switch
    {
        TicketPurpose.Invitation => TimeSpan.FromDays(7),
        TicketPurpose.Reset => TimeSpan.FromHours(1),
        _ => TimeSpan.FromMinutes(5),
    };

    public AccountTicket Write(TicketPurpose purpose, Account account)
    {
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + LifetimeOf(purpose)).ToUnixTimeSeconds());
        var payload = new byte[HeadLength + SHA256.HashSizeInBytes];
        account.Id.TryWriteBytes(payload);
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(16), expiresAt.ToUnixTimeSeconds());
        StampOf(account).CopyTo(payload, HeadLength);
        return new(signatures.Sign(payload, NameOf(purpose)), expiresAt);
    }

    /// <returns>The account, to be changed; null for a ticket that is not, or no longer, good.</returns>
    public async Task<Account?> ReadAsync(TicketPurpose purpose, string text, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength || signatures.Read(text, NameOf(purpose)) is not { Length: HeadLength + SHA256.HashSizeInBytes } payload) return null;
        if (DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(16))) <= time.GetUtcNow()) return null;
        var id = new Guid(payload.AsSpan(0, 16));
        var account = await db.Accounts.FirstOrDefaultAsync(one => one.Id == id && !one.Disabled, cancellationToken);
        return account is not null && CryptographicOperations.FixedTimeEquals(payload.AsSpan(HeadLength), StampOf(account)) ? account : null;
    }

    private static string NameOf(TicketPurpose purpose) => "account-" + purpose;

    private static byte[] StampOf(Account account) => SHA256.HashData(Encoding.UTF8.GetBytes(account.SecurityStamp ?? ""));
}
