namespace Newsletter.Api.Http;

/// <summary>Answers with a problem that belongs to HTTP itself.</summary>
internal sealed class StatusResult(int status, string code, string detail) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, Problem.Of(status, code, detail, httpContext));
}
