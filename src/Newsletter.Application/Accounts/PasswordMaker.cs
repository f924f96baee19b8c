using System.Security.Cryptography;

namespace Newsletter.Application.Accounts;

/// <summary>Makes passwords that are shown once.</summary>
public static class PasswordMaker
{
    /// <summary>Without characters that look alike.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <returns>Groups that can be read out; some five bits a letter, 118 if nothing else is said.</returns>
    public static string Make(int groups = 4, int letters = 6) => string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, letters)));
}
