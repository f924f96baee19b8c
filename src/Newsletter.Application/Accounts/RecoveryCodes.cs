using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Accounts;

/// <summary>Codes for who has lost the authenticator, each of them good once. Only hashes are kept, which suffices because codes are random (74 bits).</summary>
public sealed class RecoveryCodes(IEditorialDb db)
{
    public const int Count = 10;

    private const int Groups = 3;
    private const int GroupLength = 5;

    /// <summary>Gives an account codes in the place of those it had.</summary>
    /// <returns>The codes, to be shown once.</returns>
    public static IReadOnlyList<string> Renew(Account account)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => PasswordMaker.Make(Groups, GroupLength)).ToList();
        account.RecoveryCodeHashes = string.Join(' ', codes.Select(code => HashOf(account.Id, code)));
        return codes;
    }

    /// <summary>Whether it is one of the codes; from then on it is none.</summary>
    public async Task<bool> TakeAsync(Account account, string code, CancellationToken cancellationToken)
    {
        var (before, used) = (account.RecoveryCodeHashes, HashOf(account.Id, code));
        if (before is null || !before.Split(' ').Contains(used)) return false;
        var after = string.Join(' ', before.Split(' ').Where(hash => hash != used));
        // Of two who bring it at once, the second finds other codes.
        return await db.Accounts.Where(one => one.Id == account.Id && one.RecoveryCodeHashes == before).ExecuteUpdateAsync(row => row.SetProperty(one => one.RecoveryCodeHashes, after), cancellationToken) > 0;
    }

    /// <param name="code">As it was printed, or typed with other blanks, hyphens and capitals.</param>
    private static string HashOf(Guid account, string code)
    {
        var plain = string.Concat(code.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToLowerInvariant();
        return Convert.ToBase64String(SHA256.HashData([.. account.ToByteArray(), .. Encoding.UTF8.GetBytes(plain)]));
    }
}
