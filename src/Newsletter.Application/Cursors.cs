using System.Text;
using Newsletter.Domain;

namespace Newsletter.Application;

/// <summary>A place in a sorted list: the sort value and id of the item beside it, and which way to go from there.</summary>
public sealed record Cursor(string Value, Guid Id, bool Backwards);

/// <summary>Writes places as opaque text that cannot be forged and belongs to one list with its filters.</summary>
public sealed class Cursors(Signatures signatures)
{
    /// <summary>Enough for the longest title in any script.</summary>
    public const int MaxLength = 2000;

    /// <summary>The direction and the id.</summary>
    private const int HeadLength = 17;

    public static Error Invalid { get; } = new(ErrorKind.Malformed, "invalid_cursor", "This cursor was not made for this list and these filters; begin again without it.")
    {
        Issues = [new("?cursor", "invalid_cursor", "Take cursors from page.next and page.prev and leave the other parameters as they are.")],
    };

    public string Write(Cursor cursor, string list) =>
        signatures.Sign([(byte)(cursor.Backwards ? 1 : 0), .. cursor.Id.ToByteArray(), .. Encoding.UTF8.GetBytes(cursor.Value)], list);

    /// <summary>As <see cref="Read"/>; null where none was sent.</summary>
    public Result<Cursor?> ReadOptional(string? text, string list)
    {
        if (text is null) return Result.Of<Cursor?>(null);
        var read = Read(text, list);
        return read.Failed ? read.Error : Result.Of<Cursor?>(read.Value);
    }

    public Result<Cursor> Read(string text, string list)
    {
        if (signatures.Read(text, list) is not { Length: >= HeadLength } payload) return Invalid;
        return new Cursor(Encoding.UTF8.GetString(payload.AsSpan(HeadLength)), new(payload.AsSpan(1, HeadLength - 1)), payload[0] == 1);
    }
}
