namespace Newsletter.Domain.Access;

/// <summary>What a caller is limited to. Null sets no limit; a limit holds beside what the scopes allow.</summary>
/// <param name="Newsletters">Only what belongs to one of these.</param>
/// <param name="Tags">In delivery: of articles and editions only those with one of these.</param>
/// <param name="Regions">In delivery: only the notices for one of these countries (ISO 3166-1 alpha-2).</param>
public sealed record Entitlements(IReadOnlySet<Guid>? Newsletters, IReadOnlySet<Guid>? Tags, IReadOnlySet<string>? Regions)
{
    /// <summary>No limit at all.</summary>
    public static Entitlements All { get; } = new(null, null, null);

    public bool AreLimited => Newsletters is not null || Tags is not null || Regions is not null;

    /// <summary>Whether somebody with the others sees nothing that somebody with these does not.</summary>
    public bool Cover(Entitlements others) => Cover(Newsletters, others.Newsletters) && Cover(Tags, others.Tags) && Cover(Regions, others.Regions);

    private static bool Cover<T>(IReadOnlySet<T>? own, IReadOnlySet<T>? others) => own is null || (others is not null && others.IsSubsetOf(own));
}
