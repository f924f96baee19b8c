using Microsoft.AspNetCore.Authentication;
using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Preview;

namespace Newsletter.Api.Delivery;

/// <summary>Lets editors in by their key, and whoever has a link to the one item that it was made for. Nothing of it may be kept or found.</summary>
internal sealed class PreviewFilter(PreviewPlane preview) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        http.Response.Headers.CacheControl = "private, no-store";
        var refused = await OpenAsync(http);
        return refused ?? await next(context);
    }

    private async Task<IResult?> OpenAsync(HttpContext http)
    {
        if (http.Request.RouteValues.TryGetValue("ticket", out var ticket)) return preview.OpenForFile((string)ticket!) is { } bad ? new ProblemResult(bad) : null;
        if (TakeToken(http.Request) is { } token && http.Request.Headers.Authorization.Count == 0)
        {
            // A link opens the item itself, not lists or what belongs to it.
            var isItem = http.GetEndpoint()!.Metadata.GetMetadata<DeliveryParameters>() is { IsList: false } && http.Request.RouteValues.Keys.SequenceEqual(["idOrSlug"]);
            var error = isItem ? preview.OpenForLink(token, (string)http.Request.RouteValues["idOrSlug"]!) : PreviewLinks.Invalid;
            return error is null ? null : new ProblemResult(error);
        }
        var authenticated = await http.AuthenticateAsync(BearerTokens.Scheme);
        if (!authenticated.Succeeded) return Results.Challenge(authenticationSchemes: [BearerTokens.Scheme]);
        if (!ScopePolicies.Preview.Scopes.Any(scope => authenticated.Principal.HasClaim(BearerTokens.ScopeClaim, scope))) return Results.Forbid(authenticationSchemes: [BearerTokens.Scheme]);
        preview.OpenForEditor();
        return null;
    }

    /// <summary>Takes the token out of the query: what reads the parameters knows delivery's alone.</summary>
    private static string? TakeToken(HttpRequest request)
    {
        if (!request.Query.TryGetValue(PreviewPlane.TokenName, out var token)) return null;
        request.QueryString = QueryString.Create(request.Query.Where(parameter => parameter.Key != PreviewPlane.TokenName));
        return token.ToString();
    }
}
