using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>The filters of a list, as they were asked for.</summary>
public sealed record DocumentFilters
{
    public IReadOnlyList<ItemType> Types { get; init; } = [];

    /// <summary>Whether what names no newsletter belongs to every one.</summary>
    public bool HoldsWhatIsForAll { get; init; }

    /// <summary>Only what belongs to this: editions of a newsletter, episodes of a podcast.</summary>
    public Guid? Series { get; init; }

    /// <summary>By the name of the filter: groups of ids or slugs; within a group any, of the groups all.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> References { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyList<string>>>();

    public IReadOnlyList<IReadOnlyList<string>> Kinds { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<string>> Languages { get; init; } = [];
    public bool? Breaking { get; init; }
    public DateTimeOffset? PublishedAfter { get; init; }
    public DateTimeOffset? PublishedBefore { get; init; }
    public DateTimeOffset? UpdatedAfter { get; init; }
    public IReadOnlyList<Guid> Ids { get; init; } = [];
    public string? Words { get; init; }
    public string? Region { get; init; }

    /// <summary>The reference filters that exist, and the type that each names.</summary>
    public static IReadOnlyDictionary<string, ItemType> ReferenceFilters { get; } = new Dictionary<string, ItemType>
    {
        ["tag"] = ItemType.Tag,
        ["author"] = ItemType.Author,
        ["newsletter"] = ItemType.Newsletter,
        ["edition"] = ItemType.Edition,
        ["podcast"] = ItemType.Podcast,
    };

    public static DocumentFilters Read(Parameters parameters, DeliveryResource resource)
    {
        var has = resource.Filters.ToHashSet();
        return new()
        {
            Types = resource.Types,
            HoldsWhatIsForAll = resource.IsBreaking,
            References = ReferenceFilters.Keys.Where(has.Contains).Select(name => (name, Groups: parameters.Groups(name))).Where(filter => filter.Groups.Count > 0)
                .ToDictionary(filter => filter.name, filter => filter.Groups),
            Kinds = has.Contains("kind") ? parameters.GroupsOf("kind", resource.Kinds) : [],
            Languages = has.Contains("language") ? parameters.LanguageGroups("language") : [],
            Breaking = resource.IsBreaking ? true : has.Contains("breaking") ? parameters.Truth("breaking") : null,
            PublishedAfter = has.Contains("publishedAfter") ? parameters.Instant("publishedAfter") : null,
            PublishedBefore = has.Contains("publishedBefore") ? parameters.Instant("publishedBefore") : null,
            UpdatedAfter = has.Contains("updatedAfter") ? parameters.Instant("updatedAfter") : null,
            Ids = has.Contains("ids") ? parameters.Ids("ids") : [],
            Words = has.Contains("q") ? parameters.One("q") : null,
            Region = has.Contains("region") ? ReadRegion(parameters) : null,
        };
    }

    private static string? ReadRegion(Parameters parameters)
    {
        if (parameters.One("region") is not { } code) return null;
        if (Countries.IsCode(code)) return code;
        parameters.Report("region", "unknown_country", "region is a country code (ISO 3166-1 alpha-2), for example DE.");
        return null;
    }

    /// <summary>Applies the filters; what reference filters name is looked up first, in at most two statements.</summary>
    internal async Task<IQueryable<PublishedDocument>> ApplyAsync(IDeliveryDb db, Sight sight, CancellationToken cancellationToken) => (await FindAsync(db, sight, cancellationToken)).Documents;

    /// <summary>The documents, and the ids that reference filters lead to: of each group any.</summary>
    internal async Task<(IQueryable<PublishedDocument> Documents, IReadOnlyList<NamedItemIds> Named)> FindAsync(IDeliveryDb db, Sight sight, CancellationToken cancellationToken)
    {
        var (types, now) = (Types.Select(DocumentTypes.Name).ToList(), sight.Now);
        var documents = db.SeenBy(sight);
        documents = types.Count == 1 ? documents.Where(document => document.Type == types[0]) : documents.Where(document => types.Contains(document.Type));
        if (Series is { } series) documents = documents.Where(document => document.SeriesId == series);
        foreach (var group in Kinds) documents = documents.Where(document => group.Contains(document.Kind!));
        foreach (var group in Languages) documents = documents.Where(document => group.Contains(document.Language));
        if (Breaking is true) documents = documents.Where(document => document.BreakingUntil > now);
        if (Breaking is false) documents = documents.Where(document => document.BreakingUntil == null || document.BreakingUntil <= now);
        if (PublishedAfter is { } after) documents = documents.Where(document => document.PublishedAt > after);
        if (PublishedBefore is { } before) documents = documents.Where(document => document.PublishedAt < before);
        if (UpdatedAfter is { } updated) documents = documents.Where(document => document.UpdatedAt > updated);
        if (Ids.Count > 0) documents = documents.Where(document => Ids.Contains(document.Id));
        if (Words?.ToLowerInvariant() is { } words) documents = documents.Where(document => document.SearchText.Contains(words));
        if (Region is { } region)
        {
            var code = $",{region},";
            documents = documents.Where(document => (document.RegionsInclude == "" || document.RegionsInclude.Contains(code)) && !document.RegionsExclude.Contains(code));
        }
        return References.Count == 0 ? (documents, []) : await new ReferenceFilters(db, sight).ApplyAsync(documents, References, HoldsWhatIsForAll, cancellationToken);
    }
}
