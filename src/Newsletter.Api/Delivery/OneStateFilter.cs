using Newsletter.Application.Delivery;

namespace Newsletter.Api.Delivery;

/// <summary>Lets the statements of one answer see one state of what is published.</summary>
internal sealed class OneStateFilter(Plane plane) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        plane.MakeAsync(() => next(context), context.HttpContext.RequestAborted);
}
