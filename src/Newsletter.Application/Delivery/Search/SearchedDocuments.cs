namespace Newsletter.Application.Delivery.Search;

/// <summary>The documents among which a search looks.</summary>
/// <param name="At">Makes the query for a time.</param>
public sealed record SearchedDocuments(DateTimeOffset Now, Func<DateTimeOffset, IQueryable<PublishedDocument>> At)
{
    /// <summary>Names all but the time that makes it another query, so that its translation can be kept; null for what is asked too seldom.</summary>
    public string? Shape { get; init; }
}
