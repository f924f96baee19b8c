using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Newsletter.Api.Http;
using Newsletter.Application.Items;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>Reads the body of an action.</summary>
internal static class Terms
{
    public static async Task<Result<PublishRequest>> ReadAsync(HttpRequest request, ItemType type, IValidator<PublishRequest> validator)
    {
        var read = await ReadAsync<PublishRequest>(request, type);
        if (read.Failed) return read.Error;
        var terms = read.Value;
        var failures = validator.Validate(terms).Errors;
        return failures.Count == 0 ? terms
            : Error.Invalid([.. failures.Select(failure => new Issue("/" + JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName), failure.ErrorCode, failure.ErrorMessage))]);
    }

    /// <summary>The terms of an action that may be put off.</summary>
    public static async Task<Result<T>> ReadAsync<T>(HttpRequest request, ItemType type) where T : ISetTime
    {
        var body = await BodyAsync<T>(request, optional: true);
        if (body.Failed) return body.Error;
        var terms = body.Value;
        if (terms.IncludeArticles && type is not ItemType.Edition) return Error.Invalid("/includeArticles", "not_an_edition", "Only editions have articles to include.");
        if (terms.At is not null && type is not (ItemType.Article or ItemType.Edition)) return Error.Invalid("/at", "not_schedulable", "Articles and editions can be scheduled; this is done at once or not at all.");
        return terms is { TimeZone: not null, At: null } ? Error.Invalid("/timeZone", "at_missing", "timeZone goes with at.") : terms;
    }

    /// <summary>A body of this shape; one that may be left out stands for an empty object.</summary>
    public static async Task<Result<T>> BodyAsync<T>(HttpRequest request, bool optional)
    {
        var json = await RequestJson.ReadAsync(request, optional, "application/json");
        return json.Failed ? json.Error : Read<T>(json.Value);
    }

    /// <summary>A merge patch of this shape, and the names of the fields that it gives: a null among them is one.</summary>
    public static async Task<Result<(T Fields, IReadOnlySet<string> Given)>> PatchAsync<T>(HttpRequest request)
    {
        var json = await RequestJson.ReadAsync(request, optional: false, "application/merge-patch+json", "application/json");
        if (json.Failed) return json.Error;
        var given = json.Value.Select(field => field.Key).ToHashSet();
        var fields = Read<T>(json.Value);
        return fields.Failed ? fields.Error : (fields.Value, given);
    }

    /// <summary>For actions that have no terms: nothing, or an empty object.</summary>
    public static async Task<Result<JsonObject>> NoneAsync(HttpRequest request)
    {
        var json = await RequestJson.ReadAsync(request, optional: true, "application/json");
        if (json.Failed) return json.Error;
        return json.Value.Count == 0 ? json.Value
            : Error.Invalid([.. json.Value.Take(100).Select(field => new Issue(Pointer(field), "unknown_field", "This action takes no fields."))]);
    }

    private static Result<T> Read<T>(JsonObject json)
    {
        var shape = new ContentShape(null);
        shape.Check(json, typeof(T));
        return shape.Issues.Count > 0 ? Error.Invalid(shape.Issues) : json.Deserialize<T>(ContentJson.Options)!;
    }

    private static string Pointer(KeyValuePair<string, JsonNode?> field)
    {
        var name = field.Key.Length <= 80 ? field.Key : field.Key[..80];
        return "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
