using System.Text.Json.Nodes;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>What an item of these tests refers to, by ids.</summary>
internal sealed record Targets
{
    public IReadOnlyList<string> Authors { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Articles { get; init; } = [];
    public IReadOnlyList<string> Editions { get; init; } = [];
    public IReadOnlyList<string> Newsletters { get; init; } = [];
    public IReadOnlyList<string> Podcasts { get; init; } = [];
    public IReadOnlyList<string> Episodes { get; init; } = [];
    public IReadOnlyList<string> Notices { get; init; } = [];
    public IReadOnlyList<string> Media { get; init; } = [];
}

/// <summary>Writes of every type with a word in every place that takes text, and every reference that the type can have.</summary>
internal static class MarkedContent
{
    /// <param name="until">How long it is breaking, where it can be.</param>
    public static JsonObject Write(string plural, string word, Targets to, DateTimeOffset until) => plural switch
    {
        "newsletters" => new JsonObject
        {
            ["tagline"] = word,
            ["cadence"] = new JsonObject { ["rrule"] = "FREQ=WEEKLY", ["words"] = word },
            ["privacy"] = Url(word),
            ["terms"] = Url(word),
            ["authors"] = Byline(to, word),
            ["logo"] = Use(to, word),
            ["podcast"] = First(to.Podcasts),
            ["notices"] = Ids(to.Notices.Take(20)),
            ["about"] = Body(word, to),
        },
        "authors" => new JsonObject
        {
            ["jobTitle"] = word,
            ["bio"] = word,
            ["internalNote"] = word,
            ["portrait"] = Use(to, word),
            ["links"] = new JsonArray(new JsonObject { ["platform"] = word, ["url"] = Url(word) }),
        },
        "tags" => new JsonObject { ["description"] = word, ["synonyms"] = new JsonArray(word), ["parent"] = First(to.Tags) },
        "podcasts" => new JsonObject
        {
            ["description"] = word,
            ["cover"] = Use(to, word),
            ["authors"] = Byline(to, word),
            ["newsletter"] = First(to.Newsletters),
            ["platforms"] = new JsonArray(new JsonObject { ["name"] = word, ["url"] = Url(word) }),
        },
        "episodes" => new JsonObject { ["podcast"] = First(to.Podcasts), ["teaser"] = word, ["audioUrl"] = Url(word), ["authors"] = Byline(to, word), ["body"] = Body(word, to) },
        "notices" => new JsonObject { ["body"] = Body(word, to), ["moreUrl"] = Url(word), ["regions"] = new JsonObject { ["include"] = new JsonArray("DE") } },
        "breaking" => new JsonObject { ["until"] = until, ["article"] = First(to.Articles), ["href"] = to.Articles.Count == 0 ? Url(word) : null, ["newsletter"] = First(to.Newsletters) },
        "editions" => Publication(word, to, new JsonObject
        {
            ["notices"] = Ids(to.Notices.Take(20)),
            ["sections"] = new JsonArray(new JsonObject
            {
                ["title"] = word,
                ["body"] = Body(word, to),
                ["items"] = new JsonArray([.. to.Articles.Select(id => new JsonObject { ["article"] = id, ["title"] = word, ["teaser"] = word })]),
            }),
        }),
        _ => Publication(word, to, new JsonObject
        {
            ["kicker"] = word,
            ["dateline"] = word,
            ["related"] = Ids(to.Articles.Take(50)),
            ["breaking"] = new JsonObject { ["until"] = until },
        }),
    };

    /// <summary>A block of every kind.</summary>
    public static JsonArray Body(string word, Targets to)
    {
        var blocks = new JsonArray(
            Text(word, new JsonObject { ["_type"] = "link", ["_key"] = "m", ["href"] = Url(word) }),
            new JsonObject { ["_type"] = "video", ["provider"] = "youtube", ["providerId"] = word, ["title"] = word, ["caption"] = word, ["fallback"] = word, ["availability"] = new JsonObject { ["status"] = "geoBlocked", ["reason"] = word } },
            new JsonObject { ["_type"] = "audio", ["provider"] = "radio", ["providerId"] = word, ["title"] = word, ["caption"] = word },
            new JsonObject { ["_type"] = "embed", ["provider"] = "maps", ["url"] = Url(word), ["fallback"] = word },
            new JsonObject { ["_type"] = "relatedLink", ["href"] = Url(word), ["title"] = word, ["prefix"] = word },
            new JsonObject { ["_type"] = "pullQuote", ["text"] = word, ["attribution"] = word },
            new JsonObject { ["_type"] = "callout", ["title"] = word, ["content"] = new JsonArray(Text(word, null)) },
            new JsonObject { ["_type"] = "table", ["caption"] = word, ["rows"] = new JsonArray(new JsonObject { ["cells"] = new JsonArray(word, word) }) },
            new JsonObject { ["_type"] = "divider" });
        foreach (var (type, ids) in new[] { ("article", to.Articles), ("edition", to.Editions), ("author", to.Authors), ("tag", to.Tags), ("newsletter", to.Newsletters) })
        {
            foreach (var id in ids)
            {
                blocks.Add(Text(word, new JsonObject { ["_type"] = "internalLink", ["_key"] = "m", ["reference"] = Typed(type, id) }));
                blocks.Add(new JsonObject { ["_type"] = "relatedLink", ["reference"] = Typed(type, id), ["prefix"] = word });
            }
        }
        foreach (var id in to.Media) blocks.Add(new JsonObject { ["_type"] = "image", ["media"] = id, ["caption"] = word, ["credit"] = word, ["alt"] = word });
        if (to.Media.Count > 0) blocks.Add(new JsonObject { ["_type"] = "gallery", ["title"] = word, ["images"] = new JsonArray([.. to.Media.Select(id => new JsonObject { ["media"] = id, ["caption"] = word, ["credit"] = word, ["alt"] = word })]) });
        foreach (var id in to.Podcasts) blocks.Add(new JsonObject { ["_type"] = "podcast", ["reference"] = id, ["episode"] = First(to.Episodes) });
        foreach (var id in to.Newsletters) blocks.Add(new JsonObject { ["_type"] = "subscribeForm", ["newsletter"] = id });
        foreach (var id in to.Authors) blocks.Add(new JsonObject { ["_type"] = "authorBio", ["author"] = id });
        foreach (var id in to.Notices) blocks.Add(new JsonObject { ["_type"] = "notice", ["reference"] = id });
        return blocks;
    }

    private static JsonObject Publication(string word, Targets to, JsonObject own)
    {
        own["newsletter"] = First(to.Newsletters);
        own["teaser"] = word;
        own["leadMedia"] = Use(to, word);
        own["authors"] = Byline(to, word);
        own["tags"] = Ids(to.Tags);
        own["body"] = Body(word, to);
        own["canonicalUrl"] = Url(word);
        own["seo"] = new JsonObject { ["title"] = word, ["description"] = word, ["image"] = First(to.Media) };
        own["rights"] = new JsonObject { ["holder"] = word, ["notice"] = word, ["licence"] = Url(word), ["usageTerms"] = word };
        own["internalNote"] = word;
        return own;
    }

    private static JsonObject Text(string word, JsonObject? mark) => new()
    {
        ["_type"] = "block",
        ["children"] = new JsonArray(new JsonObject { ["_type"] = "span", ["text"] = word, ["marks"] = mark is null ? new JsonArray() : new JsonArray("m") }),
        ["markDefs"] = mark is null ? new JsonArray() : new JsonArray(mark),
    };

    private static JsonObject Typed(string type, string id) => new() { ["type"] = type, ["id"] = id };

    private static JsonArray Byline(Targets to, string role) => [.. to.Authors.Select(id => new JsonObject { ["author"] = id, ["role"] = role })];

    private static JsonObject? Use(Targets to, string word) => to.Media.Count == 0 ? null : new() { ["media"] = to.Media[0], ["caption"] = word, ["alt"] = word, ["credit"] = word };

    private static JsonArray Ids(IEnumerable<string> ids) => [.. ids.Select(id => JsonValue.Create(id))];

    private static JsonValue? First(IReadOnlyList<string> ids) => ids.Count == 0 ? null : JsonValue.Create(ids[0]);

    private static string Url(string word) => "https://example.org/" + word;
}
