using Microsoft.AspNetCore.Authentication;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Auth;

/// <summary>Whether delivery answers those who send no key.</summary>
internal enum AnonymousDelivery { Open, Closed }

/// <summary>How delivery is run.</summary>
internal sealed class DeliverySettings
{
    /// <summary>Open (default), or Closed: then everything published takes a key with content:read.</summary>
    public AnonymousDelivery Anonymous { get; set; }
}

/// <summary>Open delivery takes no key. One that is sent must be good all the same, and may show more, what is under embargo, or less, what it is limited to.</summary>
internal sealed class KeyFilter(Plane plane, Caller caller, DeliverySettings settings) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var closed = settings.Anonymous is AnonymousDelivery.Closed;
        if (closed || http.Request.Headers.Authorization.Count > 0)
        {
            if (await http.AuthenticateAsync(BearerTokens.Scheme) is not { Succeeded: true }) return Results.Challenge(authenticationSchemes: [BearerTokens.Scheme]);
            if (closed && !caller.May(Scopes.ContentRead)) return Results.Forbid(authenticationSchemes: [BearerTokens.Scheme]);
            var seesEmbargoed = caller.May(Scopes.EmbargoRead);
            if (closed || seesEmbargoed || caller.Entitlements.AreLimited) plane.ShowTo(caller.Entitlements, seesEmbargoed);
        }
        return await next(context);
    }
}
