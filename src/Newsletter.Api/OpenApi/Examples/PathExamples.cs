using System.Text.RegularExpressions;

namespace Newsletter.Api.OpenApi.Examples;

/// <summary>What the placeholders of a path are tried with: items of the demo content. Deleting is tried on what the example of creating makes.</summary>
internal static partial class PathExamples
{
    /// <summary>What readers see of the demo content, by the word before the placeholder.</summary>
    private static readonly Dictionary<string, string> Published = new()
    {
        ["newsletters"] = "the-ferry-letter",
        ["editions"] = "the-ferry-letter-43",
        ["articles"] = "sorrel-lock-closes",
        ["authors"] = "ana-brandt",
        ["tags"] = "shipping",
        ["podcasts"] = "both-banks",
        ["episodes"] = "both-banks-1-the-long-queue",
        ["notices"] = "how-we-are-paid-for",
        ["breaking"] = "isk-passes-six-metres",
        ["media"] = "sorrel-lock",
    };

    /// <summary>What editors are at work on.</summary>
    private static readonly Dictionary<string, string> Drafts = new()
    {
        ["articles"] = "the-minister-and-the-contract",
        ["editions"] = "the-ferry-letter-44",
    };

    /// <summary>What readers see and no other example needs: the examples of taking down and of reinstating follow each other on it.</summary>
    private static readonly Dictionary<string, string> TakenDown = new()
    {
        ["articles"] = "the-bell-of-saint-orm",
        ["editions"] = "harbour-ledger-1",
    };

    private static readonly Dictionary<(string Path, string Name), string> Own = new()
    {
        [("/api/v1/newsletters/{idOrSlug}/editions/{numberOrSlugOrId}", "numberOrSlugOrId")] = "43",
        [("/api/v1/podcasts/{idOrSlug}/episodes/{numberOrSlugOrId}", "numberOrSlugOrId")] = "1",
        [("/media/{id}/{file}", "id")] = "01a13f01-1d00-74b0-821d-00bdf96d9667",
        [("/media/{id}/{file}", "file")] = "original-16a80d574e483eb2.jpg",
    };

    /// <summary>The revision that every item has from its first day.</summary>
    public const int Revision = 1;

    /// <param name="path">With a slash before it.</param>
    /// <returns>Null where nothing is known.</returns>
    public static string? Of(string path, string method, string name)
    {
        if (Own.TryGetValue((path, name), out var own)) return own;
        if (!Before(path).TryGetValue(name, out var plural)) return null;
        if (method == HttpMethods.Delete && path.EndsWith('}')) return RequestExamples.SlugOfCreated(plural);
        if (path.Split('/')[^1] is "takedown" or "reinstate") return TakenDown[plural];
        // What readers see can be corrected and taken back; what is taken back at a set time can be called off.
        var isAction = method == HttpMethods.Post && path.Split('/')[^1] is "unpublish" or "unschedule" or "corrections";
        return path.StartsWith("/manage/", StringComparison.Ordinal) && !isAction && Drafts.TryGetValue(plural, out var draft) ? draft : Published.GetValueOrDefault(plural);
    }

    private static Dictionary<string, string> Before(string path) => Placeholder().Matches(path).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["plural"].Value);

    [GeneratedRegex(@"(?<=/)(?<plural>[a-z-]+)/\{(?<name>\w+)\}")]
    private static partial Regex Placeholder();
}
