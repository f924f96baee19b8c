using Newsletter.Api.Http;

namespace Newsletter.Api.Delivery;

/// <summary>Leads from an old path to the same question about the present one.</summary>
internal sealed class MovedPath(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var query = request.Parameters().Where(parameter => parameter.Key != "path").SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, (string?)value)));
        return MovedAnswer.SendAsync(httpContext, request.Path + QueryString.Create(query.Prepend(new("path", path))));
    }
}
