using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Newsletter.Application.Accounts;

/// <summary>Codes of authenticators (RFC 6238) with what every one of them can do: SHA-1, six digits, thirty seconds.</summary>
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int SecretLength = 20;
    private const int Seconds = 30;

    /// <summary>How many steps a clock may be off.</summary>
    private const int Tolerance = 1;

    /// <returns>Base32, as authenticators take it.</returns>
    public static string NewSecret() => RandomNumberGenerator.GetString(Alphabet, SecretLength * 8 / 5);

    /// <summary>What authenticators read from a QR code.</summary>
    public static string UriOf(string secret, string email) => $"otpauth://totp/Newsletter:{Uri.EscapeDataString(email)}?secret={secret}&issuer=Newsletter";

    /// <returns>The time step that the code belongs to; null for a wrong one.</returns>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        var present = now.ToUnixTimeSeconds() / Seconds;
        return Enumerable.Range(-Tolerance, 2 * Tolerance + 1).Select(offset => (long?)present + offset)
            .FirstOrDefault(step => CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(CodeAt(secret, step!.Value))));
    }

    public static string CodeAt(string secret, DateTimeOffset now) => CodeAt(secret, now.ToUnixTimeSeconds() / Seconds);

    [SuppressMessage("Security", "CA5350", Justification = "What authenticators compute; HMAC does not need collision resistance.")]
    private static string CodeAt(string secret, long step)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(Decode(secret), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        for (int at = 0, bits = 0, value = 0, next = 0; at < base32.Length; at++)
        {
            value = ((value << 5) | Alphabet.IndexOf(base32[at], StringComparison.Ordinal)) & 0xfff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[next++] = (byte)(value >> bits);
        }
        return bytes;
    }
}
