namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>An item that readers must not see, and why.</summary>
internal sealed record HiddenItem(string Plural, string Id, string Slug, string State)
{
    /// <summary>By contract readers are told that it is gone.</summary>
    public bool IsGone => State is "takenDown" or "expired";
}

/// <summary>An item that readers see.</summary>
internal sealed record ShownItem(string Plural, string Id, string Slug);
