using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
    private const int TagLength = 16;

    public static Error Invalid { get; } = new(ErrorKind.Malformed, "invalid_cursor", "This cursor was not made for this list and these filters; begin again without it.")
    {
        Issues = [new("?cursor", "invalid_cursor", "Take cursors from page.next and page.prev and leave the other parameters as they are.")],
    };

    public string Write(Cursor cursor, string list)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(cursor);
        return Base64Url.EncodeToString([.. Tag(payload, list), .. payload]);
    }

    public Result<Cursor> Read(string text, string list)
    {
        if (!Base64Url.IsValid(text)) return Invalid;
        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        if (bytes.Length <= TagLength || !CryptographicOperations.FixedTimeEquals(bytes[..TagLength], Tag(bytes[TagLength..], list))) return Invalid;
        return JsonSerializer.Deserialize<Cursor>(bytes[TagLength..])!;
    }

    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> payload, string list) =>
        HMACSHA256.HashData(key.Value, (byte[])[.. Encoding.UTF8.GetBytes(list), 0, .. payload]).AsSpan(0, TagLength);
}
