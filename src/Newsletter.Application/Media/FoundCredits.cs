namespace Newsletter.Application.Media;

/// <summary>Whom to credit, as a picture's own metadata says; for fields that the editor leaves empty.</summary>
public sealed record FoundCredits
{
    public string? Credit { get; init; }
    public string? Source { get; init; }

    /// <summary>The copyright notice.</summary>
    public string? Notice { get; init; }

    public string? UsageTerms { get; init; }
}
