using System.Security.Cryptography;

namespace Newsletter.Application.Accounts;

/// <summary>Makes passwords that are shown once.</summary>
public static class PasswordMaker
{
    /// <summary>Without characters that look alike.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <returns>Some 118 bits, in groups that can be read out.</returns>
    public static string Make() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 6)));
}
