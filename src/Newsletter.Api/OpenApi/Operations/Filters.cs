using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Schemas;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The filters of lists, by name; both planes call the same things the same.</summary>
internal static class Filters
{
    private const string References = " By slug or id; a comma means or, a repeated parameter and.";

    /// <param name="kinds">The values of the kind filter.</param>
    public static OpenApiParameter Of(string name, IReadOnlyList<string> kinds) => name switch
    {
        "tag" => QueryParameter.Many(name, "Only what carries the tag." + References, Scalars.Text(), ["shipping"]),
        "author" => QueryParameter.Many(name, "Only what the author has a part in." + References, Scalars.Text(), ["ana-brandt"]),
        "newsletter" => QueryParameter.Many(name, "Only what belongs to the newsletter." + References, Scalars.Text(), ["the-ferry-letter"]),
        "edition" => QueryParameter.Many(name, "Only what stands in the edition." + References, Scalars.Text(), ["the-ferry-letter-43"]),
        "podcast" => QueryParameter.Many(name, "Only what belongs to the podcast." + References, Scalars.Text(), ["both-banks"]),
        "kind" => QueryParameter.Many(name, "Only these kinds. A comma means or.", kinds.Count > 0 ? Scalars.Enum(kinds) : Scalars.Text(), [kinds.Count > 0 ? kinds[0] : "news"]),
        "language" => QueryParameter.Many(name, "Only these languages (BCP 47). A comma means or.", Scalars.Text(), ["en"]),
        "assignee" => QueryParameter.Of(name, "Only what this person is to see to.", new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 1000 }, "ana-brandt"),
        "ids" => QueryParameter.Many(name, "Only these, at most 100.", Scalars.Text("uuid"), [QueryParameter.Article]),
        "breaking" => QueryParameter.Of(name, "Only what is, or is not, breaking news.", new() { Type = JsonSchemaType.Boolean }, true),
        "publishedAfter" => Instant(name, "Only what was published after this instant (RFC 3339)."),
        "publishedBefore" => Instant(name, "Only what was published before this instant (RFC 3339)."),
        "updatedAfter" => Instant(name, "Only what was changed after this instant (RFC 3339)."),
        "rightsExpireBefore" => Instant(name, "Only what may not be shown any more from before this instant on (RFC 3339)."),
        "q" => QueryParameter.Of(name, "Only what has these words in its title or text.", new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 1000 }, "river"),
        "region" => QueryParameter.Of(name, "Only what is for this country (ISO 3166-1 alpha-2).", new() { Type = JsonSchemaType.String, Pattern = "^[A-Z]{2}$" }, "DE"),
        "status" => QueryParameter.Many(name, "Only what stands here in its life. A comma means or.", Scalars.Enum(typeof(Domain.ItemStatus)), ["draft", "inReview"]),
        _ => throw new InvalidOperationException($"The filter {name} needs a description here."),
    };

    private static OpenApiParameter Instant(string name, string description) => QueryParameter.Of(name, description, Scalars.Text("date-time"), (JsonNode)"2026-11-01T00:00:00Z");
}
