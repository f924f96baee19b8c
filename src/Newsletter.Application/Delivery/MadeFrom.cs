using System.Security.Cryptography;
using System.Text;

namespace Newsletter.Application.Delivery;

/// <summary>What an answer was made from, so that it is known which publications make it stale.</summary>
public sealed class MadeFrom
{
    /// <summary>Any publication makes it stale.</summary>
    public static MadeFrom Everything { get; } = new() { IsEverything = true };

    public bool IsEverything { get; private init; }

    /// <summary>Items that are shown, or would be if readers saw them.</summary>
    public IReadOnlyCollection<Guid> Shown { get; init; } = [];

    /// <summary>Items, and other names, for which it matters what refers to them: an article's editions, a tag's count.</summary>
    public IReadOnlyCollection<Guid> Gathered { get; init; } = [];

    /// <summary>Types of which any change matters, as in lists.</summary>
    public IReadOnlyCollection<string> Types { get; init; } = [];

    /// <summary>Which item a slug leads to, as something to be gathered.</summary>
    public static Guid Slug(string type, string slug) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}/{slug}")).AsSpan(0, 16));

    public MadeFrom And(IEnumerable<Guid>? shown = null, IEnumerable<Guid>? gathered = null, IEnumerable<string>? types = null) => IsEverything ? this : new()
    {
        Shown = shown is null ? Shown : [.. Shown.Union(shown)],
        Gathered = gathered is null ? Gathered : [.. Gathered.Union(gathered)],
        Types = types is null ? Types : [.. Types.Union(types)],
    };
}
