namespace Newsletter.Application.Delivery;

/// <summary>What differs between two questions of the same shape.</summary>
internal sealed record Given(DateTimeOffset Now)
{
    public Guid Series { get; init; }
    public string Language { get; init; } = "";

    /// <summary>The item that is asked for, or that all refer to.</summary>
    public Guid Id { get; init; }

    /// <summary>The items that are asked for together.</summary>
    public List<Guid> Ids { get; init; } = [];

    /// <summary>A slug, or the title behind which a page begins.</summary>
    public string Text { get; init; } = "";

    /// <summary>Behind what a page begins.</summary>
    public Guid After { get; init; }
    public DateTimeOffset Instant { get; init; }
    public int Number { get; init; }

    /// <summary>Values that nobody asks for: wherever one stands in a query, there stands what is given.</summary>
    public static Given Marks { get; } = new(new DateTimeOffset(1111, 11, 11, 1, 0, 0, TimeSpan.Zero))
    {
        Series = new("11111111-1111-4111-8111-000000000001"),
        Language = "a-language-that-stands-for-any",
        Id = new("11111111-1111-4111-8111-000000000002"),
        Ids = [new("11111111-1111-4111-8111-000000000004")],
        Text = "a-text-that-stands-for-any",
        After = new("11111111-1111-4111-8111-000000000003"),
        Instant = new(1111, 11, 11, 2, 0, 0, TimeSpan.Zero),
        Number = -1_111_111,
    };
}
