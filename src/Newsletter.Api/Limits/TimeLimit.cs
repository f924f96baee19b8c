using Newsletter.Api.Http;

namespace Newsletter.Api.Limits;

/// <summary>Marks an operation that takes files: larger than other bodies, and for as long as the line needs.</summary>
internal sealed record TakesFiles;

/// <summary>Ends work that takes too long, with its statements. Sending the answer is not work: slow readers are Kestrel's affair.</summary>
internal sealed class TimeLimit(LimitSettings settings) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()!.Metadata.GetMetadata<TakesFiles>() is not null) return await next(context);
        var gone = http.RequestAborted;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.RequestSeconds));
        http.RequestAborted = patience.Token;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            return new StatusResult(StatusCodes.Status503ServiceUnavailable, "request_timeout", $"This took longer than {settings.RequestSeconds} seconds; ask for less, or again.");
        }
        finally
        {
            http.RequestAborted = gone;
        }
    }
}
