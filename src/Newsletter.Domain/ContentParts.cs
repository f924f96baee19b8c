namespace Newsletter.Domain;

/// <summary>A person's part in an item, in the order of the byline.</summary>
public sealed record Contribution
{
    /// <summary>The author, by id or slug.</summary>
    [RefersTo(ItemType.Author, Relations.Author)]
    public required Reference Author { get; init; }

    /// <summary>What they did, for example writer, editor, photographer, translator. At most 60 characters.</summary>
    public string Role { get; init; } = "writer";
}

/// <summary>How an item uses a picture or recording; the words here overrule those of the media item.</summary>
public sealed record MediaUse
{
    /// <summary>The media item, by id or slug.</summary>
    [RefersTo(ItemType.Media)]
    public required Reference Media { get; init; }

    /// <summary>The caption, at most 2,000 characters.</summary>
    public string? Caption { get; init; }

    /// <summary>Text for those who cannot see it, at most 1,000 characters.</summary>
    public string? Alt { get; init; }

    /// <summary>Whom to credit, at most 300 characters.</summary>
    public string? Credit { get; init; }
}

/// <summary>What search engines and social networks are told instead of title and teaser.</summary>
public sealed record Seo
{
    /// <summary>At most 300 characters.</summary>
    public string? Title { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The picture for social cards, by id or slug of a media item.</summary>
    [RefersTo(ItemType.Media, Optional = true)]
    public Reference? Image { get; init; }

    /// <summary>Whether search engines are asked to stay away.</summary>
    public bool NoIndex { get; init; }
}

/// <summary>Who owns something and what others may do with it.</summary>
public sealed record Rights
{
    /// <summary>The rights holder, at most 300 characters.</summary>
    public string? Holder { get; init; }

    /// <summary>The copyright notice, at most 300 characters.</summary>
    public string? Notice { get; init; }

    /// <summary>The licence: an SPDX identifier or an absolute http(s) address.</summary>
    public string? Licence { get; init; }

    /// <summary>Conditions in words, at most 2,000 characters.</summary>
    public string? UsageTerms { get; init; }

    /// <summary>When the right to show it ends (RFC 3339).</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A profile or page elsewhere.</summary>
public sealed record PlatformLink
{
    /// <summary>The platform's name, for example Mastodon. At most 60 characters.</summary>
    public required string Platform { get; init; }

    /// <summary>An absolute http(s) address.</summary>
    public required string Url { get; init; }
}

/// <summary>That something is breaking news, and until when.</summary>
public sealed record BreakingMark
{
    /// <summary>When it stops being breaking (RFC 3339).</summary>
    public required DateTimeOffset Until { get; init; }
}

public enum CorrectionKind { Correction, Clarification, Update, Retraction }

/// <summary>Content that can be corrected in public.</summary>
public interface ICorrectable
{
    IReadOnlyList<Correction> Corrections { get; }

    /// <summary>The same with these corrections.</summary>
    Content With(IReadOnlyList<Correction> corrections);
}

/// <summary>A public, dated note on what changed after publication. Corrections are only ever added.</summary>
public sealed record Correction
{
    public required CorrectionKind Kind { get; init; }

    /// <summary>What was wrong and what is right, at most 4,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>When the correction was made (RFC 3339).</summary>
    public required DateTimeOffset At { get; init; }
}
