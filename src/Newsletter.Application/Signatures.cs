using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Newsletter.Application;

/// <summary>The key that all processes sign with.</summary>
public interface ISigningKey
{
    byte[] Value { get; }
}

/// <summary>Writes bytes as opaque text that cannot be forged (HMAC-SHA256) and is good for one purpose only.</summary>
public sealed class Signatures(ISigningKey key)
{
    private const int TagLength = 16;

    public string Sign(ReadOnlySpan<byte> payload, string purpose) => Base64Url.EncodeToString([.. Tag(payload, purpose), .. payload]);

    /// <returns>What was signed; null for anything else.</returns>
    public byte[]? Read(string text, string purpose)
    {
        if (!Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        // One text for one payload: padding and unused bits are no part of it.
        if (bytes.Length < TagLength || Base64Url.EncodeToString(bytes) != text) return null;
        var payload = bytes[TagLength..];
        return CryptographicOperations.FixedTimeEquals(bytes[..TagLength], Tag(payload, purpose)) ? payload.ToArray() : null;
    }

    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> payload, string purpose) =>
        HMACSHA256.HashData(key.Value, (byte[])[.. Encoding.UTF8.GetBytes(purpose), 0, .. payload]).AsSpan(0, TagLength);
}
