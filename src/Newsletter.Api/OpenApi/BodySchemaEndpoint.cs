using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Newsletter.Domain.Body;

namespace Newsletter.Api.OpenApi;

/// <summary>Serves the JSON Schema of the body. A version never changes in what it allows, so it may be kept for a day.</summary>
internal static class BodySchemaEndpoint
{
    public static void MapBodySchema(this IEndpointRouteBuilder routes)
    {
        var entityTag = new Lazy<EntityTagHeaderValue>(() => new($"\"{Convert.ToHexStringLower(SHA256.HashData(BodySchema.Json.Span).AsSpan(0, 16))}\""));
        routes.MapMethods(BodySchema.Path, [HttpMethods.Get, HttpMethods.Head], (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=86400";
            return Results.Bytes(BodySchema.Json, "application/schema+json", entityTag: entityTag.Value);
        }).ExcludeFromDescription();
    }
}
