namespace Newsletter.Api.Delivery;

/// <summary>Leads from an old slug to the same address with the present one; the query goes along.</summary>
/// <param name="slug">The present slug.</param>
/// <param name="fromEnd">Which segment of the path it takes the place of; 1 is the last.</param>
internal sealed class MovedAnswer(string slug, int fromEnd) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var segments = request.Path.Value!.TrimEnd('/').Split('/');
        segments[^fromEnd] = slug;
        // Short, because another item may take the old slug; without it a browser may keep a 301 for ever.
        response.Headers.CacheControl = "public, max-age=60";
        response.Headers.Location = string.Join('/', segments.Select(Uri.EscapeDataString)) + request.QueryString;
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        return Task.CompletedTask;
    }
}
