using Newsletter.Api.Caching;
using Newsletter.Api.Http;
using Newsletter.Application;

namespace Newsletter.Api.Auth;

/// <summary>
/// Who reads what everybody may read, and says nothing of himself, passes by everything that would find out who he is. All others wait until that can
/// be found out.
/// </summary>
internal static class ReaderPass
{
    /// <summary>Under this name web applications note that they authenticate; without it they would do it for every request, before all else.</summary>
    private const string AuthenticationIsUsed = "__AuthenticationMiddlewareSet";

    public static void UseAuthenticationBesideReaders(this IApplicationBuilder app)
    {
        app.Properties[AuthenticationIsUsed] = true;
        var gate = app.ApplicationServices.GetRequiredService<EditingGate>();
        var isOpen = app.ApplicationServices.GetRequiredService<DeliverySettings>().Anonymous is AnonymousDelivery.Open;
        app.UseWhen(context => context.GetEndpoint() is not { Metadata: var endpoint } || !Passes(endpoint, isOpen && context.Request.Headers.Authorization.Count == 0), others =>
        {
            others.Use((context, next) => gate.IsOpen ? next(context) : WaitAsync(context, next));
            others.UseAuthentication();
        });

        async Task WaitAsync(HttpContext context, RequestDelegate next)
        {
            await gate.WaitAsync(context.RequestAborted);
            await next(context);
        }
    }

    private static bool Passes(EndpointMetadataCollection endpoint, bool isAnybody) =>
        (isAnybody && endpoint.GetMetadata<KeepsAnswers>() is not null) || endpoint.GetMetadata<AsksNobody>() is not null;
}
