using System.Globalization;
using System.Threading.RateLimiting;
using Newsletter.Api.Http;
using Newsletter.Domain;

namespace Newsletter.Api.Limits;

/// <summary>Bounds what one list costs, and how many costly ones are made at the same time. What is wrong with a parameter is not said here.</summary>
internal sealed class CostLimit(LimitSettings settings, CostlyQueries costly) : IEndpointFilter
{
    private const int DefaultLimit = 20;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!request.QueryString.HasValue) return await next(context);
        var parameters = request.Parameters();
        var parts = 1 + Named(parameters, "include") + Named(parameters, "body");
        var limit = parameters.GetValueOrDefault("limit") is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : DefaultLimit;
        var cost = (long)limit * parts;
        if (limit <= 100 && cost > settings.Cost) return TooCostly(parts);
        if (cost * 2 <= settings.Cost && !parameters.ContainsKey("q") && parameters.GetValueOrDefault("count") is not ["true"]) return await next(context);
        using var place = await costly.WaitAsync(context.HttpContext.RequestAborted);
        return place.IsAcquired ? await next(context) : new StatusResult(StatusCodes.Status503ServiceUnavailable, "busy", "Too many costly questions are being answered; try again.");
    }

    private ProblemResult TooCostly(int parts)
    {
        var most = Math.Max(1, settings.Cost / parts);
        var message = $"With what include and body name here, limit is at most {most}.";
        return new(new(ErrorKind.Malformed, "too_costly", message) { Issues = [new("?limit", "too_costly", message) { Allowed = [string.Create(CultureInfo.InvariantCulture, $"1..{most}")] }] });
    }

    private static int Named(IReadOnlyDictionary<string, IReadOnlyList<string>> parameters, string name) =>
        parameters.GetValueOrDefault(name) is [var text] ? text.Split(',').Distinct().Count() : 0;
}

/// <summary>The places for costly questions; who finds none waits, and is sent away when too many wait already.</summary>
internal sealed class CostlyQueries(LimitSettings settings) : IDisposable
{
    private readonly ConcurrencyLimiter places = new(new() { PermitLimit = settings.CostlyQueries, QueueLimit = settings.CostlyQueue });

    public ValueTask<RateLimitLease> WaitAsync(CancellationToken cancellationToken) => places.AcquireAsync(cancellationToken: cancellationToken);

    public void Dispose() => places.Dispose();
}
