using Microsoft.AspNetCore.Authentication;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Auth;

/// <summary>Delivery takes no key. One that is sent must be good all the same, and may show more: what is under embargo.</summary>
internal sealed class KeyFilter(Plane plane, Caller caller) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers.Authorization.Count > 0)
        {
            if (await http.AuthenticateAsync(BearerTokens.Scheme) is not { Succeeded: true }) return Results.Challenge(authenticationSchemes: [BearerTokens.Scheme]);
            if (caller.May(Scopes.EmbargoRead)) plane.LiftEmbargo();
        }
        return await next(context);
    }
}
