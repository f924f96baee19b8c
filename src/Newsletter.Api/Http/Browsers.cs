using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;
using Newsletter.Api.Management.Resumable;

namespace Newsletter.Api.Http;

/// <summary>Which sites' scripts may read answers (CORS).</summary>
public sealed class CorsSettings
{
    /// <summary>Sites that work with management and preview, as https://cms.example.org or https://*.example.org; none by default.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>Sites that read delivery; all by default.</summary>
    public IReadOnlyList<string>? DeliveryOrigins { get; set; }

    /// <summary>Whether browsers send cookies of <see cref="Origins"/> along. Delivery takes none.</summary>
    public bool Credentials { get; set; }
}

internal static class Browsers
{
    /// <summary>The policy of what readers see.</summary>
    public const string Readers = "readers";

    /// <summary>The policy of working copies.</summary>
    public const string Editors = "editors";

    private static readonly string[] Exposed =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, "RateLimit", "RateLimit-Policy", "Idempotency-Replayed", "Deprecation", "Sunset",
        .. TusHeaders.Answered,
    ];

    public static void AddBrowsers(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SettingsOf(configuration);
        services.AddCors(cors =>
        {
            cors.AddPolicy(Readers, policy => policy.OpensTo(settings.DeliveryOrigins ?? ["*"]).WithMethods("GET", "HEAD", "POST"));
            cors.AddPolicy(Editors, policy =>
            {
                policy.OpensTo(settings.Origins).AllowAnyMethod();
                if (settings.Credentials) policy.AllowCredentials();
            });
        });
    }

    public static CorsSettings SettingsOf(IConfiguration configuration) => configuration.GetSection("Cors").Get<CorsSettings>() ?? new();

    private static CorsPolicyBuilder OpensTo(this CorsPolicyBuilder policy, IReadOnlyList<string> origins)
    {
        policy.WithOrigins([.. origins]).AllowAnyHeader().WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromHours(1));
        // Answers for named sites vary by site, also when there is one only; the framework says so only with this.
        return origins.Contains("*") ? policy : policy.SetIsOriginAllowedToAllowWildcardSubdomains();
    }
}
