namespace Newsletter.Api.Http;

internal static class FilterExtensions
{
    /// <summary>
    /// Adds a filter that is made for each request, from its services. ASP.NET Core's own method compiles a way to make it anew wherever it is named, a
    /// hundred times at a start.
    /// </summary>
    public static TBuilder Filtered<TBuilder, TFilter>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder where TFilter : IEndpointFilter =>
        builder.AddEndpointFilterFactory((_, next) => context => Maker<TFilter>.Make(context.HttpContext.RequestServices, []).InvokeAsync(context, next));

    public static RouteGroupBuilder Filtered<TFilter>(this RouteGroupBuilder builder) where TFilter : IEndpointFilter => builder.Filtered<RouteGroupBuilder, TFilter>();

    public static RouteHandlerBuilder Filtered<TFilter>(this RouteHandlerBuilder builder) where TFilter : IEndpointFilter => builder.Filtered<RouteHandlerBuilder, TFilter>();

    private static class Maker<TFilter>
    {
        public static readonly ObjectFactory<TFilter> Make = ActivatorUtilities.CreateFactory<TFilter>([]);
    }
}
