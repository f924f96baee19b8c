using Newsletter.Api.Http;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Auth;

/// <summary>What is said to those who bring no good token, or one that may not do this (RFC 6750, section 3).</summary>
internal static class BearerChallenges
{
    private const string Realm = "Bearer realm=\"newsletter\"";

    /// <param name="refusal">What is said of a token that was brought.</param>
    public static Task ChallengeAsync(HttpContext context, string refusal)
    {
        var given = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = given ? Realm + ", error=\"invalid_token\"" : Realm;
        return Problems.WriteAsync(context, Problem.Of(401, "unauthenticated", given ? refusal : "Send an API key or an access token: Authorization: Bearer ...", context));
    }

    public static Task ForbidAsync(HttpContext context)
    {
        // What names no scope is closed delivery.
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scopes ?? [Scopes.ContentRead];
        context.Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{string.Join(' ', needed)}\"";
        return Problems.WriteAsync(context, Problem.Of(403, "forbidden", $"This takes the scope {string.Join(" or ", needed)}.", context));
    }
}
