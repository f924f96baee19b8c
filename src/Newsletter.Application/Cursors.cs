using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Newsletter.Domain;

namespace Newsletter.Application;

/// <summary>A place in a sorted list: the sort value and id of the item beside it, and which way to go from there.</summary>
public sealed record Cursor(string Value, Guid Id, bool Backwards);

/// <summary>The key that all processes sign cursors with.</summary>
public interface ICursorKey
{
    byte[] Value { get; }
}

/// <summary>Writes places as opaque text that cannot be forged (HMAC-SHA256) and belongs to one list with its filters.</summary>
public sealed class Cursors(ICursorKey key)
{
    /// <summary>Enough for the longest title in any script.</summary>
    public const int MaxLength = 2000;

    private const int TagLength = 16;

    /// <summary>The direction and the id.</summary>
    private const int HeadLength = 17;

    public static Error Invalid { get; } = new(ErrorKind.Malformed, "invalid_cursor", "This cursor was not made for this list and these filters; begin again without it.")
    {
        Issues = [new("?cursor", "invalid_cursor", "Take cursors from page.next and page.prev and leave the other parameters as they are.")],
    };

    public string Write(Cursor cursor, string list)
    {
        byte[] payload = [(byte)(cursor.Backwards ? 1 : 0), .. cursor.Id.ToByteArray(), .. Encoding.UTF8.GetBytes(cursor.Value)];
        return Base64Url.EncodeToString([.. Tag(payload, list), .. payload]);
    }

    public Result<Cursor> Read(string text, string list)
    {
        if (!Base64Url.IsValid(text)) return Invalid;
        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        // One text for one place: padding and unused bits are no part of a cursor.
        if (bytes.Length < TagLength + HeadLength || Base64Url.EncodeToString(bytes) != text) return Invalid;
        var payload = bytes[TagLength..];
        if (!CryptographicOperations.FixedTimeEquals(bytes[..TagLength], Tag(payload, list))) return Invalid;
        return new Cursor(Encoding.UTF8.GetString(payload[HeadLength..]), new(payload[1..HeadLength]), payload[0] == 1);
    }

    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> payload, string list) =>
        HMACSHA256.HashData(key.Value, (byte[])[.. Encoding.UTF8.GetBytes(list), 0, .. payload]).AsSpan(0, TagLength);
}
