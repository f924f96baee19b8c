using System.Buffers.Binary;
using Newsletter.Domain;

namespace Newsletter.Application.Preview;

/// <summary>What a link shows to whoever has it: an item as it was at one revision, until an instant.</summary>
public sealed record PreviewLink(ItemId Item, int Revision, DateTimeOffset ExpiresAt, LinkLimits Limits);

/// <summary>Writes and reads the tokens of preview links, and the tickets that files are fetched with. Both are signed, so nothing is stored.</summary>
public sealed class PreviewLinks(Signatures signatures, TimeProvider time)
{
    /// <summary>Enough for somebody with a hundred limits of each kind, and for the first line of a request.</summary>
    public const int MaxLength = 6000;

    private const string LinkPurpose = "preview-link-2";
    private const string TicketPurpose = "preview-file";

    public static Error Invalid { get; } = new(ErrorKind.Forbidden, "invalid_preview_link", "This is no preview link of this item.");

    public static Error Expired { get; } = new(ErrorKind.Gone, "preview_link_expired", "This preview link has expired; ask for another one.");

    public string Write(PreviewLink link)
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(link.Item.Value.ToByteArray());
        writer.Write(link.Revision);
        writer.Write(link.ExpiresAt.ToUnixTimeSeconds());
        link.Limits.Write(writer);
        return signatures.Sign(payload.ToArray(), LinkPurpose);
    }

    public Result<PreviewLink> Read(string token)
    {
        if (token.Length > MaxLength || signatures.Read(token, LinkPurpose) is not { } payload) return Invalid;
        using var reader = new BinaryReader(new MemoryStream(payload));
        var link = new PreviewLink(new(new Guid(reader.ReadBytes(16))), reader.ReadInt32(), DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()), LinkLimits.Read(reader));
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
