using Newsletter.Application.Delivery;

namespace Newsletter.Api.Delivery;

/// <summary>Leads from an old slug to the same address with the present one; the query goes along.</summary>
/// <param name="slug">The present slug.</param>
/// <param name="fromEnd">Which segment of the path it takes the place of; 1 is the last.</param>
internal sealed class MovedAnswer(string slug, int fromEnd) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var segments = request.Path.Value!.TrimEnd('/').Split('/');
        segments[^fromEnd] = slug;
        return SendAsync(httpContext, string.Join('/', segments.Select(Uri.EscapeDataString)) + request.QueryString);
    }

    public static Task SendAsync(HttpContext httpContext, string location)
    {
        var response = httpContext.Response;
        // Short, because another item may take the old slug; without it a browser may keep a 301 for ever. What is not for everybody says so already.
        response.Headers.CacheControl = httpContext.RequestServices.GetRequiredService<Plane>().Audience switch
        {
            Audience.Public => "public, max-age=60",
            Audience.Entitled => "private, max-age=60",
            _ => "private, no-store",
        };
        response.Headers.Location = location;
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        return Task.CompletedTask;
    }
}
