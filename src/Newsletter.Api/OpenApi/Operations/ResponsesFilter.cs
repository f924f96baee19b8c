using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Newsletter.Api.Accounts;
using Newsletter.Api.Delivery;
using Newsletter.Api.Management;
using Newsletter.Api.OpenApi.Examples;
using Newsletter.Api.OpenApi.Schemas;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Says in words what each status means, and which headers come with it.</summary>
internal sealed class ResponsesFilter : IOperationFilter
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["200"] = "Done.",
        ["201"] = "Created.",
        ["204"] = "Gone for good.",
        ["206"] = "The range that was asked for.",
        ["301"] = "It lives under another address now; Location has it.",
        ["304"] = "Nothing changed since the version that If-None-Match or If-Modified-Since names.",
        ["400"] = "The request is malformed: a parameter or the JSON. `errors` names each thing.",
        ["401"] = "There is no key or token; or it is unknown, expired or revoked, or may not be used from where it was.",
        ["403"] = "The key or token lacks the scope, or its holder may see this and not change it.",
        ["404"] = "There is no such item.",
        ["406"] = "The answer is available as application/json only.",
        ["409"] = "It stands in conflict with another item, or with where the item stands in its life.",
        ["410"] = "It was here and is gone; `detail` says why.",
        ["412"] = "If-Match names another version than the present one.",
        ["413"] = "The body is too large.",
        ["415"] = "The body has a media type that is not taken here.",
        ["416"] = "The file does not reach to where the range begins.",
        ["422"] = "The content breaks a rule. `errors` names each thing, with its pointer.",
        ["423"] = "Another request is at work on it.",
        ["428"] = "If-Match is missing.",
        ["429"] = "Too many requests; Retry-After says when to come back.",
        ["460"] = "The bytes are not those that the checksum was made from.",
        ["503"] = "Unavailable for the moment; Retry-After says when to come back.",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var (status, response) in operation.Responses ?? []) response.Description = Meanings.GetValueOrDefault(status) ?? response.Description;
        foreach (var status in new[] { "429", "503" }) Head(operation, status, "Retry-After", "Seconds to wait.", "5");
        foreach (var status in new[] { "200", "201", "429" })
        {
            Head(operation, status, "RateLimit-Policy", "How many requests a window takes, and its seconds.", "\"delivery\";q=600;w=60");
            Head(operation, status, "RateLimit", "How many requests this window has left.", "\"delivery\";r=599");
        }
        Head(operation, "301", "Location", "The present address.", "/api/v1/articles/sorrel-lock-closes");
        if (context.IsDelivery()) AddDelivery(operation, context.Says<DeliveryParameters>());
        else AddManagement(operation, context);
    }

    private static void AddDelivery(OpenApiOperation operation, DeliveryParameters? asked)
    {
        foreach (var status in new[] { "200", "304" })
        {
            Head(operation, status, "ETag", "Names this state of the answer; send it as If-None-Match.", "\"0123456789abcdef0123456789abcdef\"");
            Head(operation, status, "Cache-Control", "How long the answer may be kept.", asked is null ? "public, max-age=31536000, immutable" : "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400");
            Head(operation, status, "Surrogate-Key", "Everything that the answer was made from, for purging caches: lists by their name, items by their type and the last 16 digits of their id; Cache-Tag has the same with commas.", "articles article-90f3858bda43eca1");
            if (asked is null) continue;
            Head(operation, status, "Last-Modified", "When something of the answer changed last.", "Fri, 06 Nov 2026 07:00:00 GMT");
            if (asked.IsList) Head(operation, status, "Link", "The next and the previous page (RFC 8288), where there is one.", "</api/v1/articles?limit=5&cursor=...>; rel=\"next\"");
        }
    }

    private static void AddManagement(OpenApiOperation operation, OperationFilterContext context)
    {
        // Only lists take parameters.
        if (context.Says<TakesParameters>() is not null) Head(operation, "200", "Link", "The pages beside this one (RFC 8288), as page has them.", "</manage/v1/articles?limit=5&cursor=...>; rel=\"next\"");
        // Histories and comments are of an item, but are not it: they have no version.
        var answers = context.ApiDescription.SupportedResponseTypes.Select(answer => answer.Type).ToList();
        var location = answers.Any(type => type == typeof(KeyAnswer) || type == typeof(MadeKeyAnswer)) ? $"{KeyEndpoints.Path}/{RequestExamples.Key}"
            : answers.Any(type => type == typeof(UserAnswer) || type == typeof(InvitedUserAnswer)) ? $"{UserEndpoints.Path}/{RequestExamples.User}"
            : answers.Contains(typeof(CreatedMediaAnswer)) ? "/manage/v1/media/01a13f01-1d00-74b0-821d-00bdf96d9667"
            : answers.Any(type => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ItemAnswer<>)) ? "/manage/v1/articles/01a16028-0d40-71e1-90f3-858bda43eca1"
            : null;
        if (location is null) return;
        foreach (var status in new[] { "200", "201" }) Head(operation, status, "ETag", "The version; send it as If-Match.", "\"1\"");
        Head(operation, "201", "Location", "The address of what was created.", location);
    }

    private static void Head(OpenApiOperation operation, string status, string name, string description, JsonNode example)
    {
        if (operation.Response(status) is not { } response) return;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = Scalars.Text(), Example = example };
    }
}
