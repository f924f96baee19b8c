using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Newsletter.Api.Http;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>Reads the optional body of an action.</summary>
internal static class Terms
{
    /// <summary>Fields of the contract that publishing at a later time will take.</summary>
    private static readonly string[] Later = ["at", "timeZone"];

    public static async Task<Result<PublishRequest>> ReadAsync(HttpRequest request, ItemType type, IValidator<PublishRequest> validator)
    {
        var json = await RequestJson.ReadAsync(request, optional: true, "application/json");
        if (json.Failed) return json.Error;
        if (Later.Where(json.Value.ContainsKey).ToList() is { Count: > 0 } later)
        {
            return new Error(ErrorKind.Invalid, "not_supported_yet", "Publishing at a set time is not possible yet; use embargoUntil, or publish when the time has come.")
            {
                Issues = [.. later.Select(name => new Issue("/" + name, "not_supported_yet", $"{name} cannot be used yet."))],
            };
        }
        var shape = new ContentShape(null);
        shape.Check(json.Value, typeof(PublishRequest));
        if (shape.Issues.Count > 0) return Error.Invalid(shape.Issues);
        var terms = json.Value.Deserialize<PublishRequest>(ContentJson.Options)!;
        if (terms.IncludeArticles && type is not ItemType.Edition) return Error.Invalid("/includeArticles", "not_an_edition", "Only editions have articles to include.");
        var failures = validator.Validate(terms).Errors;
        return failures.Count == 0 ? terms
            : Error.Invalid([.. failures.Select(failure => new Issue("/" + JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName), failure.ErrorCode, failure.ErrorMessage))]);
    }

    /// <summary>For actions that have no terms: nothing, or an empty object.</summary>
    public static async Task<Error?> NoneAsync(HttpRequest request)
    {
        var json = await RequestJson.ReadAsync(request, optional: true, "application/json");
        if (json.Failed) return json.Error;
        return json.Value.Count == 0 ? null
            : Error.Invalid([.. json.Value.Take(100).Select(field => new Issue(Pointer(field), "unknown_field", "This action takes no fields."))]);
    }

    private static string Pointer(KeyValuePair<string, JsonNode?> field)
    {
        var name = field.Key.Length <= 80 ? field.Key : field.Key[..80];
        return "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
