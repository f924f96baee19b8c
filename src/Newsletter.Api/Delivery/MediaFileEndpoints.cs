using System.Globalization;
using Microsoft.Net.Http.Headers;
using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Api.Limits;
using Newsletter.Api.OpenApi;
using Newsletter.Application.Delivery;
using Newsletter.Application.Media;

namespace Newsletter.Api.Delivery;

/// <summary>The files behind media items. The address holds the hash of the bytes, so an answer may be kept for ever.</summary>
internal static class MediaFileEndpoints
{
    private const int YearSeconds = 31_536_000;

    public static void MapMediaFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithGroupName(OpenApiDocuments.Delivery).RequireCors(Browsers.Readers).LimitedAs(LimitNames.Files).AllProduceProblems(401).Filtered<KeyFilter>().MapMediaFiles("/media/{id:guid}/{file}", Send, "readMediaFile", "Sends a file of a media item; ranges are possible (RFC 9110, section 14)");

    /// <summary>The ticket opens the plane before the file is looked for.</summary>
    public static void MapPreviewFiles(this RouteGroupBuilder preview) => preview.MapMediaFiles("/files/{ticket}/media/{id:guid}/{file}",
        (string ticket, Guid id, string file, HttpResponse response, ReadMediaFile read, Plane plane) => Send(id, file, response, read, plane),
        "readPreviewFile", "Sends a file as answers of this plane name it; the address itself is the key, for half a day or as long as the link");

    private static void MapMediaFiles(this RouteGroupBuilder group, string route, Delegate send, string operationId, string summary) => group.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], send)
        .Describe(operationId, "Media", summary)
        .Produces(200, contentType: "application/octet-stream").Produces(206).Produces(302).Produces(304).ProducesProblems(404, 410, 416, 503);

    private static async Task<IResult> Send(Guid id, string file, HttpResponse response, ReadMediaFile read, Plane plane)
    {
        // An address in the store is signed for one method.
        var found = await read.ExecuteAsync(id, file, HttpMethods.IsGet(response.HttpContext.Request.Method), response.HttpContext.RequestAborted);
        if (found.Failed) return new ProblemResult(found.Error);
        var headers = response.Headers;
        if (plane.Audience is not Audience.Preview)
        {
            if (plane.Audience is Audience.Entitled) headers.Vary = "Authorization";
            headers.CacheControl = (plane.Audience is Audience.Entitled ? "private" : "public") + Age(found.Value.Left);
            headers["Surrogate-Key"] = headers["Cache-Tag"] = SurrogateKeys.Of("media", id);
        }
        if (found.Value.Address is { } address) return Results.Redirect(address.AbsoluteUri);
        headers.XContentTypeOptions = "nosniff";
        if (found.Value.IsAttachment) headers.ContentDisposition = "attachment";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // What is not counted in bytes is not understood, and so not there (RFC 9110, section 14.2); the framework counts everything in bytes.
        if (!response.HttpContext.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) response.HttpContext.Request.Headers.Remove("Range");
        var entityTag = new EntityTagHeaderValue($"\"{found.Value.Tag}\"");
        return Results.Stream(found.Value.Bytes!, found.Value.ContentType, entityTag: entityTag, enableRangeProcessing: true);
    }

    /// <summary>For ever, but no longer than it may be shown.</summary>
    private static string Age(TimeSpan left) => left.TotalSeconds >= YearSeconds ? $", max-age={YearSeconds}, immutable" : string.Create(CultureInfo.InvariantCulture, $", max-age={Math.Max(0, (long)left.TotalSeconds)}");
}
