using System.Buffers.Binary;
using Newsletter.Domain;

namespace Newsletter.Application.Preview;

/// <summary>What a link shows to whoever has it: an item as it was at one revision, until an instant.</summary>
public sealed record PreviewLink(ItemId Item, int Revision, DateTimeOffset ExpiresAt);

/// <summary>Writes and reads the tokens of preview links, and the tickets that files are fetched with. Both are signed, so nothing is stored.</summary>
public sealed class PreviewLinks(Signatures signatures, TimeProvider time)
{
    public const int MaxLength = 200;

    private const string LinkPurpose = "preview-link";
    private const string TicketPurpose = "preview-file";
    private const int LinkLength = 28;

    public static Error Invalid { get; } = new(ErrorKind.Forbidden, "invalid_preview_link", "This is no preview link of this item.");

    public static Error Expired { get; } = new(ErrorKind.Gone, "preview_link_expired", "This preview link has expired; ask for another one.");

    public string Write(PreviewLink link)
    {
        Span<byte> payload = stackalloc byte[LinkLength];
        link.Item.Value.TryWriteBytes(payload);
        BinaryPrimitives.WriteInt32BigEndian(payload[16..], link.Revision);
        BinaryPrimitives.WriteInt64BigEndian(payload[20..], link.ExpiresAt.ToUnixTimeSeconds());
        return signatures.Sign(payload, LinkPurpose);
    }

    public Result<PreviewLink> Read(string token)
    {
        if (token.Length > MaxLength || signatures.Read(token, LinkPurpose) is not { Length: LinkLength } payload) return Invalid;
        var link = new PreviewLink(new(new Guid(payload.AsSpan(0, 16))), BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(16)), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(20))));
        return link.ExpiresAt <= time.GetUtcNow() ? Expired : link;
    }

    /// <summary>Pictures are fetched by browsers, which send no key along.</summary>
    public string WriteTicket(DateTimeOffset expiresAt)
    {
        Span<byte> payload = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(payload, expiresAt.ToUnixTimeSeconds());
        return signatures.Sign(payload, TicketPurpose);
    }

    public bool IsGood(string ticket) => ticket.Length <= MaxLength && signatures.Read(ticket, TicketPurpose) is { Length: 8 } payload
        && DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(payload)) > time.GetUtcNow();
}
