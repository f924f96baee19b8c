namespace Newsletter.Api.Http;

/// <summary>What browsers must not do with our answers.</summary>
internal static class SecurityHeaders
{
    /// <summary>Pages load nothing from elsewhere. Swagger UI shows its icons as data addresses and sets styles in its markup.</summary>
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false;
            if (isPage && headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = PagePolicy;
            return Task.CompletedTask;
        });
        return next(context);
    });
}
