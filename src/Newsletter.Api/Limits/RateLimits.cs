using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Newsletter.Api.Http;

namespace Newsletter.Api.Limits;

/// <summary>Counts requests in windows, each process for itself, and tells callers how many are left (draft-ietf-httpapi-ratelimit-headers).</summary>
internal sealed class RateLimits : IDisposable
{
    private readonly Dictionary<string, Limit> limits;
    private readonly bool enabled;

    public RateLimits(LimitSettings settings)
    {
        enabled = settings.Enabled;
        limits = new(StringComparer.Ordinal)
        {
            [LimitNames.Delivery] = new(LimitNames.Delivery, settings.Delivery, settings.WindowSeconds, WhoOf),
            [LimitNames.Files] = new(LimitNames.Files, settings.Files, settings.WindowSeconds, WhoOf),
            [LimitNames.Preview] = new(LimitNames.Preview, settings.Preview, settings.WindowSeconds, WhoOf),
            [LimitNames.Management] = new(LimitNames.Management, settings.Management, settings.WindowSeconds, WhoOf),
            [LimitNames.SignIn] = new(LimitNames.SignIn, settings.SignIn, settings.WindowSeconds, Network.Of),
            [LimitNames.Reset] = new(LimitNames.Reset, settings.Reset, settings.WindowSeconds, Network.Of),
            [LimitNames.Subscribe] = new(LimitNames.Subscribe, settings.Subscribe, settings.WindowSeconds, Network.Of),
        };
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next) => Refusal(context) ?? next(context);

    /// <summary>Counts the request.</summary>
    /// <returns>The refusal, when there is no request left.</returns>
    public Task? Refusal(HttpContext context) =>
        enabled && context.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>() is { } limited && limits[limited.Name].Take(context) is { } wait ? RefuseAsync(context, wait) : null;

    public void Dispose()
    {
        foreach (var limit in limits.Values) limit.Dispose();
    }

    private static Task RefuseAsync(HttpContext context, int wait)
    {
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, Problem.Of(StatusCodes.Status429TooManyRequests, "rate_limited", $"Too many requests; come back in {wait} seconds.", context));
    }

    /// <summary>The key or user, for those who proved who they are; else where they come from.</summary>
    private static string WhoOf(HttpContext context) =>
        context.User is { Identity.IsAuthenticated: true } user && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? id : Network.Of(context);

    private sealed class Limit(string name, int quota, int seconds, Func<HttpContext, string> who) : IDisposable
    {
        private readonly string policy = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={quota};w={seconds}");

        private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetFixedWindowLimiter(who(context), _ => new() { PermitLimit = quota, Window = TimeSpan.FromSeconds(seconds) }));

        /// <returns>The seconds to wait, when there is no request left.</returns>
        public int? Take(HttpContext context)
        {
            using var lease = limiter.AttemptAcquire(context);
            var left = lease.IsAcquired ? limiter.GetStatistics(context)?.CurrentAvailablePermits ?? 0 : 0;
            int? wait = lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : seconds;
            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = policy;
            headers["RateLimit"] = wait is null ? string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left}") : string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r=0;t={wait}");
            return wait;
        }

        public void Dispose() => limiter.Dispose();
    }
}
