namespace Newsletter.Api.Http;

/// <summary>
/// Adds filters that are made for each request, from its services. ASP.NET Core's own method compiles a way to make one anew wherever it is named, a
/// hundred times at a start.
/// </summary>
internal static class FilterExtensions
{
    public static RouteGroupBuilder Filtered<TFilter>(this RouteGroupBuilder builder) where TFilter : IEndpointFilter => builder.AddEndpointFilterFactory(Made<TFilter>);

    public static RouteHandlerBuilder Filtered<TFilter>(this RouteHandlerBuilder builder) where TFilter : IEndpointFilter => builder.AddEndpointFilterFactory(Made<TFilter>);

    private static EndpointFilterDelegate Made<TFilter>(EndpointFilterFactoryContext _, EndpointFilterDelegate next) where TFilter : IEndpointFilter =>
        context => Maker<TFilter>.Make(context.HttpContext.RequestServices, []).InvokeAsync(context, next);

    private static class Maker<TFilter>
    {
        public static readonly ObjectFactory<TFilter> Make = ActivatorUtilities.CreateFactory<TFilter>([]);
    }
}
