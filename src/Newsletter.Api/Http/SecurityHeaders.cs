namespace Newsletter.Api.Http;

/// <summary>What browsers must not do with our answers.</summary>
internal static class SecurityHeaders
{
    /// <summary>Pages load nothing from elsewhere. Swagger UI shows its icons as data addresses and sets styles in its markup.</summary>
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>What other sites may embed: what readers see, and its preview on a site that is being made.</summary>
    private static readonly PathString[] Embedded = ["/api", "/media", "/preview", "/schemas"];

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = Array.Exists(Embedded, path => context.Request.Path.StartsWithSegments(path)) ? "cross-origin" : "same-origin";
            var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false;
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = isPage ? PagePolicy : DataPolicy;
            return Task.CompletedTask;
        }, context);
        return next(context);
    });
}
