using Newsletter.Api.Home;

namespace Newsletter.Api.Accounts;

/// <summary>The frame of the pages that people sign in on. They need no script.</summary>
internal static class AccountPage
{
    private const string StylePath = "/account/account.css";

    private static readonly string Frame = HomePage.Read("account.html");

    public static void MapAccountStyle(this IEndpointRouteBuilder routes)
    {
        var style = HomePage.Read("account.css");
        routes.MapGet(StylePath, () => Results.Text(style, "text/css; charset=utf-8")).ExcludeFromDescription();
    }

    public static IResult Show(string title, Html body, int status = StatusCodes.Status200OK)
    {
        Html heading = $"{title}";
        return new Page(Frame.Replace("{{title}}", heading.ToString(), StringComparison.Ordinal).Replace("{{body}}", body.ToString(), StringComparison.Ordinal), status);
    }

    /// <summary>What went wrong, read out by screen readers at once.</summary>
    public static Html Alert(string? message) => message is null ? Html.Empty : $"""<p class="alert" role="alert">{message}</p>""";

    private sealed class Page(string text, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            return Results.Text(text, "text/html; charset=utf-8", statusCode: status).ExecuteAsync(httpContext);
        }
    }
}
