using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Newsletter.Api.Limits;

/// <summary>Puts the limits into the program.</summary>
internal static class LimitRegistration
{
    public static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Limits").Get<LimitSettings>() ?? new());
        services.AddSingleton<RateLimits>();
        services.AddSingleton<CostlyQueries>();
    }

    public static void UseRateLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<RateLimits>();
        app.Use((context, next) => limits.InvokeAsync(context, next));
    }

    /// <summary>What is bounded before anything else is looked at: sizes, and clients that send or read too slowly to be honest.</summary>
    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
