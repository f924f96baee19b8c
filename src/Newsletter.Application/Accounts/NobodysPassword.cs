using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Newsletter.Application.Accounts;

/// <summary>A password that nobody has. Comparing with it takes as long as with anybody's.</summary>
public sealed class NobodysPassword(IOptions<PasswordHasherOptions> options)
{
    private static readonly Account Nobody = new();

    private readonly PasswordHasher<Account> hasher = new(options);
    private readonly Lazy<string> hash = new(() => new PasswordHasher<Account>(options).HashPassword(Nobody, PasswordMaker.Make()));

    public void Compare(string password) => hasher.VerifyHashedPassword(Nobody, hash.Value, password);
}
