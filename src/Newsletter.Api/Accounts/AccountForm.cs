using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Newsletter.Api.Limits;

namespace Newsletter.Api.Accounts;

/// <summary>The forms of the pages. One that another site sends is refused.</summary>
internal static class AccountForm
{
    public const string TokenField = "formToken";

    /// <summary>No form here is longer.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>Forms are bound to whoever is signed in, so that is found out first, on every page.</summary>
    public static RouteGroupBuilder MapAccountPages(this IEndpointRouteBuilder routes) => routes.MapGroup("").AddEndpointFilter(async (context, next) =>
    {
        await context.HttpContext.SignedInAsync();
        return await next(context);
    });

    /// <param name="counted">As what attempts are counted.</param>
    public static RouteHandlerBuilder MapForm(this IEndpointRouteBuilder routes, string path, Delegate handler, string counted = LimitNames.SignIn) =>
        routes.MapPost(path, handler).AddEndpointFilter(OnlyOursAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBytes), new LimitedAs(counted)).ExcludeFromDescription();

    /// <summary>The hidden field that says that a form is ours.</summary>
    public static Html Token(HttpContext http) =>
        $"""<input type="hidden" name="{TokenField}" value="{http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken}">""";

    private static async ValueTask<object?> OnlyOursAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.HasFormContentType && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return await next(context);
        return AccountPage.Show("This form is too old", $"""<p>Please <a href="{AccountCookie.SignInPath}">begin again</a>. The browser must take cookies of this site.</p>""", StatusCodes.Status400BadRequest);
    }
}
