namespace Newsletter.Application.Delivery;

/// <summary>The links between the pages of a list.</summary>
internal sealed class ListLinks(string baseUrl, string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query)
{
    private readonly Dictionary<string, string> links = [];

    public IReadOnlyDictionary<string, string> All => links;

    public void Add(string relation, string cursor) => links[relation] = Url(baseUrl, path, query, cursor);

    /// <param name="name">The parameter that says where the page begins.</param>
    public static string Url(string baseUrl, string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, string place, string name = "cursor") =>
        $"{baseUrl}{path}?{string.Join('&', Kept(query, name).Append($"{name}={place}"))}";

    /// <summary>Names a list with all that decides its order and members, for binding cursors. How much of it is shown does not matter.</summary>
    public static string Bind(string list, IReadOnlyDictionary<string, IReadOnlyList<string>> query) =>
        list + "?" + string.Join('&', Kept(query.Where(parameter => !IsOfShowing(parameter.Key)), "cursor").Order(StringComparer.Ordinal));

    private static bool IsOfShowing(string name) => name is "limit" or "count" or "include" or "body" || name.StartsWith("fields[", StringComparison.Ordinal);

    private static IEnumerable<string> Kept(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> query, string place) =>
        from parameter in query
        where parameter.Key != place
        from value in parameter.Value
        select $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(value)}";
}
