using Newsletter.Api.Caching;

namespace Newsletter.Api.Auth;

/// <summary>Who reads what everybody may read, and says nothing of himself, passes by everything that would find out who he is.</summary>
internal static class ReaderPass
{
    /// <summary>Under this name web applications note that they authenticate; without it they would do it for every request, before all else.</summary>
    private const string AuthenticationIsUsed = "__AuthenticationMiddlewareSet";

    public static void UseAuthenticationBesideReaders(this IApplicationBuilder app)
    {
        app.Properties[AuthenticationIsUsed] = true;
        app.UseWhen(context => !Passes(context), others => others.UseAuthentication());
    }

    private static bool Passes(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 && context.GetEndpoint()?.Metadata.GetMetadata<KeepsAnswers>() is not null;
}
