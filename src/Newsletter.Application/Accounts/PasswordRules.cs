using Microsoft.AspNetCore.Identity;

namespace Newsletter.Application.Accounts;

/// <summary>Length and rarity make a password; no kind of character is asked for (NIST SP 800-63B, section 3.1.1).</summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int MinLength = 12;

    /// <summary>Hashing costs time, and anybody can ask for it.</summary>
    public const int MaxLength = 128;

    private const int FewCharacters = 5;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Wrong(password ?? "", user.Email ?? "", user.DisplayName) is { } wrong ? IdentityResult.Failed(wrong) : IdentityResult.Success);

    /// <returns>Null where the password is good.</returns>
    public static IdentityError? Wrong(string password, string email, string name)
    {
        if (password.Length is < MinLength or > MaxLength) return new() { Code = "bad_length", Description = $"A password has {MinLength} to {MaxLength} characters." };
        if (password.Distinct().Count() < FewCharacters || CommonPasswords.Contains(password)) return new() { Code = "common_password", Description = "This is one of the passwords that are tried first; choose another one." };
        var own = new[] { email, email.Split('@')[0], name }.Where(word => word.Length >= 4);
        return own.Any(word => IsMostly(password, word)) ? new() { Code = "own_name", Description = "A password must not be made of the name or the e-mail address." } : null;
    }

    /// <summary>Whether little remains without the word.</summary>
    private static bool IsMostly(string password, string word) => password.Replace(word, "", StringComparison.OrdinalIgnoreCase).Length < MinLength / 2;
}
