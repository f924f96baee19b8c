namespace Newsletter.Api.Http;

/// <summary>Keeps browsers on TLS, where the public address has it.</summary>
internal static class Transport
{
    private const string OneYear = "max-age=31536000";

    public static void UseTransportSecurity(this WebApplication app)
    {
        if (app.Environment.IsDevelopment() || !Uri.TryCreate(app.Configuration["PublicUrl"], UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps) return;
        var redirects = KnowsTls(app.Configuration);
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.IsHttps) context.Response.Headers.StrictTransportSecurity = OneYear;
            // Load balancers ask for health without TLS.
            else if (redirects && !request.Path.StartsWithSegments("/health"))
            {
                // Never to the host that the request names: that is whatever its sender likes.
                context.Response.Redirect(address.GetLeftPart(UriPartial.Authority) + request.Path.ToUriComponent() + request.QueryString, permanent: true, preserveMethod: true);
                return Task.CompletedTask;
            }
            return next(context);
        });
    }

    /// <summary>Without an endpoint of its own or a proxy that is believed, every request would seem to lack TLS, and redirecting would never end.</summary>
    public static bool KnowsTls(IConfiguration configuration) =>
        Proxies.SettingsOf(configuration).Known.Count > 0
        || configuration["https_ports"] is { Length: > 0 }
        || (configuration["urls"] ?? "").Contains("https://", StringComparison.OrdinalIgnoreCase)
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any(endpoint => endpoint["Url"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ?? false);
}
