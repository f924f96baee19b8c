using System.Globalization;
using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Management;

/// <summary>A valid write for each type, with what it refers to.</summary>
internal static class Samples
{
    private static int numbers;

    public static IReadOnlyList<string> Plurals { get; } = ["newsletters", "editions", "articles", "authors", "tags", "podcasts", "episodes", "notices", "breaking", "media"];

    /// <summary>A number that no other edition has.</summary>
    public static int NextNumber() => Interlocked.Increment(ref numbers);

    public static async Task<JsonObject> WriteAsync(HttpClient owner, string plural)
    {
        var name = $"sample-{Guid.NewGuid():N}";
        var write = new JsonObject { ["slug"] = name, ["title"] = "Sample of " + plural };
        switch (plural)
        {
            case "newsletters":
                write["tagline"] = "In one line";
                write["timeZone"] = "Europe/Berlin";
                write["cadence"] = new JsonObject { ["rrule"] = "FREQ=WEEKLY;BYDAY=FR", ["words"] = "Every Friday" };
                break;
            case "editions":
                write["newsletter"] = (await CreateAsync(owner, "newsletters"))["id"]!.DeepClone();
                write["number"] = NextNumber();
                write["body"] = Body("Lead");
                write["sections"] = Sections(await CreateAsync(owner, "articles"));
                break;
            case "articles":
                write["kind"] = "analysis";
                write["teaser"] = "Short";
                write["tags"] = new JsonArray((await CreateAsync(owner, "tags"))["id"]!.DeepClone());
                write["authors"] = new JsonArray(new JsonObject { ["author"] = (await CreateAsync(owner, "authors"))["slug"]!.DeepClone(), ["role"] = "writer" });
                write["body"] = Body("Text");
                write["seo"] = new JsonObject { ["title"] = "For machines" };
                break;
            case "authors":
                write["jobTitle"] = "Editor";
                write["links"] = new JsonArray(new JsonObject { ["platform"] = "Mastodon", ["url"] = "https://example.org/@a" });
                break;
            case "tags":
                write["kind"] = "place";
                write["synonyms"] = new JsonArray("Here", "There");
                break;
            case "podcasts":
                write["platforms"] = new JsonArray(new JsonObject { ["name"] = "Somewhere", ["url"] = "https://example.org/p" });
                break;
            case "episodes":
                write["podcast"] = (await CreateAsync(owner, "podcasts"))["slug"]!.DeepClone();
                write["number"] = 1;
                break;
            case "notices":
                write["kind"] = "legal";
                write["body"] = Body("Beware");
                write["regions"] = new JsonObject { ["include"] = new JsonArray("DE", "AT") };
                break;
            case "breaking":
                write["until"] = DateTimeOffset.UtcNow.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                write["href"] = "https://example.org/live";
                break;
            case "media":
                write["alt"] = "What it shows";
                write["credit"] = "Somebody";
                break;
        }
        return write;
    }

    public static async Task<JsonObject> CreateAsync(HttpClient owner, string plural, Action<JsonObject>? change = null)
    {
        var write = await WriteAsync(owner, plural);
        change?.Invoke(write);
        return await owner.CreateAsync(plural, write);
    }

    /// <summary>An article that refers to nothing, or to a picture alone: made by one request.</summary>
    public static Task<JsonObject> CreateLonelyArticleAsync(HttpClient owner, JsonObject? picture = null) => owner.CreateAsync("articles", new JsonObject
    {
        ["title"] = "Lonely sample",
        ["slug"] = $"sample-{Guid.NewGuid():N}",
        ["leadMedia"] = picture is null ? null : new JsonObject { ["media"] = picture["id"]!.DeepClone() },
        ["body"] = Body("Text"),
    });

    /// <summary>One section with these articles.</summary>
    public static JsonArray Sections(params IEnumerable<JsonObject> articles) =>
        [new JsonObject { ["title"] = "One", ["items"] = new JsonArray([.. articles.Select(article => new JsonObject { ["article"] = article["id"]!.DeepClone() })]) }];

    public static JsonArray Body(string text) =>
        [new JsonObject { ["_type"] = "block", ["children"] = new JsonArray(new JsonObject { ["_type"] = "span", ["text"] = text }) }];
}
