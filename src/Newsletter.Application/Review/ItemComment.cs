using Newsletter.Domain;

namespace Newsletter.Application.Review;

/// <summary>A remark on a working copy, for editors only.</summary>
public sealed class ItemComment
{
    public Guid Id { get; init; }
    public ItemId ItemId { get; init; }

    /// <summary>The revision that it is about.</summary>
    public int Revision { get; init; }

    /// <summary>Where in the content (RFC 6901); empty for the whole.</summary>
    public string Pointer { get; init; } = "";

    public string Text { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public Guid By { get; init; }
    public string ByName { get; init; } = "";
}
