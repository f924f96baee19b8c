using System.Text.RegularExpressions;
using Newsletter.Application.Preview;

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
        ["api-keys"] = RequestExamples.Key,
        ["clients"] = RequestExamples.Client,
        ["users"] = RequestExamples.User,
        ["uploads"] = RequestExamples.Upload,
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

    /// <summary>What readers knew the published ones by before.</summary>
    private static readonly Dictionary<string, string> OldSlugs = new()
    {
        ["newsletters"] = "ferry-letter",
        ["editions"] = "ferry-letter-43",
        ["articles"] = "sorrel-lock-to-close",
        ["authors"] = "a-brandt",
        ["tags"] = "ships",
        ["podcasts"] = "two-banks",
        ["episodes"] = "both-banks-1",
        ["notices"] = "our-money",
        ["breaking"] = "isk-rises",
    };

    private static readonly Dictionary<(string Path, string Name), string> Own = new()
    {
        [("/api/v1/newsletters/{idOrSlug}/editions/{numberOrSlugOrId}", "numberOrSlugOrId")] = "43",
        [("/api/v1/podcasts/{idOrSlug}/episodes/{numberOrSlugOrId}", "numberOrSlugOrId")] = "1",
        [("/api/v1/files/{ticket}/media/{id}/{file}", "ticket")] = "AAAAAAAAAAAAAAAAAAAAAAAAAABpAAAA",
        [("/api/v1/files/{ticket}/media/{id}/{file}", "id")] = "01a13f01-1d00-74b0-821d-00bdf96d9667",
        [("/api/v1/files/{ticket}/media/{id}/{file}", "file")] = "original-16a80d574e483eb2.jpg",
        // The example of creating an edition takes the next number of the other newsletter.
        [("/manage/v1/newsletters/{idOrSlug}/editions/next", "idOrSlug")] = "harbour-ledger",
        // No session has this id; those of an account are listed.
        [("/manage/v1/users/{id}/sessions/{session}", "session")] = "01a16028-0d40-71e1-90f3-858bda43ecf2",
        [("/media/{id}/{file}", "id")] = "01a13f01-1d00-74b0-821d-00bdf96d9667",
        [("/media/{id}/{file}", "file")] = "original-16a80d574e483eb2.jpg",
    };

    /// <summary>The revision that every item has from its first day.</summary>
    public const int Revision = 1;

    /// <param name="path">With a slash before it.</param>
    /// <returns>Null where nothing is known.</returns>
    public static string? Of(string path, string method, string name)
    {
        path = path.Replace(PreviewPlane.Root, "/api/v1", StringComparison.Ordinal);
        if (Own.TryGetValue((path, name), out var own)) return own;
        var isOfSlugs = path.Contains("/slugs", StringComparison.Ordinal);
        if (isOfSlugs && name == "slug") return OldSlugs[path.Split('/')[3]];
        if (!Before(path).TryGetValue(name, out var plural)) return null;
        if (method == HttpMethods.Delete && path.EndsWith('}') && !isOfSlugs && plural is not ("api-keys" or "clients" or "users" or "uploads")) return RequestExamples.SlugOfCreated(plural);
        if (path.Split('/')[^1] is "takedown" or "reinstate") return TakenDown[plural];
        // What readers see can be corrected and taken back; what is taken back at a set time can be called off.
        var isOfPublished = isOfSlugs || (method == HttpMethods.Post && path.Split('/')[^1] is "unpublish" or "unschedule" or "corrections");
        return path.StartsWith("/manage/", StringComparison.Ordinal) && !isOfPublished && Drafts.TryGetValue(plural, out var draft) ? draft : Published.GetValueOrDefault(plural);
    }

    private static Dictionary<string, string> Before(string path) => Placeholder().Matches(path).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["plural"].Value);

    [GeneratedRegex(@"(?<=/)(?<plural>[a-z-]+)/\{(?<name>\w+)\}")]
    private static partial Regex Placeholder();
}
