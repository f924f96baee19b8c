using Newsletter.Api.Http;
using Newsletter.Api.Limits;

namespace Newsletter.Api.Caching;

/// <summary>Marks operations whose answers to everybody may be kept.</summary>
internal sealed record KeepsAnswers;

/// <summary>Answers from the cache before anything else is done, except that the request is counted. Who sends a key is answered anew.</summary>
internal sealed class KeptAnswers(AnswerCache cache, RateLimits limits, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!cache.Enabled || context.GetEndpoint()?.Metadata.GetMetadata<KeepsAnswers>() is null || request.Headers.Authorization.Count > 0 || !request.AcceptsJson()) return next(context);
        var key = request.Path.Value + request.QueryString.Value;
        return cache.Find(key) is { } sent ? Send(context, sent) : MakeAsync(context, next, key);
    }

    private Task Send(HttpContext context, SentAnswer sent) => limits.Refusal(context) ?? sent.SendAsync(context, time.GetUtcNow());

    private async Task MakeAsync(HttpContext context, RequestDelegate next, string key)
    {
        if (cache.Enter(key) is { } others)
        {
            await others.WaitAsync(context.RequestAborted);
            await (cache.Find(key) is { } sent ? Send(context, sent) : next(context));
            return;
        }
        var place = new AnswerPlace(cache, key);
        try
        {
            context.Features.Set(place);
            await next(context);
        }
        finally
        {
            place.Leave();
        }
    }
}

internal static class CachingRegistration
{
    public static void AddAnswerCache(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Cache").Get<CacheSettings>() ?? new());
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<KeptAnswers>();
    }

    public static void UseKeptAnswers(this IApplicationBuilder app)
    {
        var answers = app.ApplicationServices.GetRequiredService<KeptAnswers>();
        app.Use((context, next) => answers.InvokeAsync(context, next));
    }
}
