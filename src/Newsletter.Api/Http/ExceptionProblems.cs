using Microsoft.AspNetCore.Diagnostics;
using Newsletter.Application.Media;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api.Http;

/// <summary>The last resort: an outage is a 503, anything else a bug and a 500. Neither tells what is inside.</summary>
internal sealed partial class ExceptionProblems(IDatabaseEngine engine, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, code, detail) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, Problems.CodeOf(bad.StatusCode), "The request cannot be read."),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => (499, "client_closed_request", (string?)null),
            MediaBusyException => (503, "busy", "Too many pictures are being worked on; try again."),
            MediaStoreException => (503, "media_unavailable", "The store of files does not answer; try again."),
            _ when engine.IsOutage(exception) => (503, "unavailable", "The database does not answer; try again."),
            _ => (500, "internal_error", "Something went wrong here; the trace id finds it in the logs."),
        };
        if (status >= 500) Log.Failed(logger, exception, httpContext.Request.Method, httpContext.Request.Path.ToUriComponent());
        if (httpContext.Response.HasStarted) return false;
        httpContext.Response.Clear();
        if (status == 499)
        {
            httpContext.Response.StatusCode = status;
            return true;
        }
        await Problems.WriteAsync(httpContext, Problem.Of(status, code, detail, httpContext));
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string path);
    }
}
