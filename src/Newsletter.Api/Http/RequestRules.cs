using Microsoft.AspNetCore.WebUtilities;
using Newsletter.Api.Limits;
using Newsletter.Application;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>Refuses what the request line and headers alone tell, before anybody is asked who they are.</summary>
internal static class RequestRules
{
    private const string KeyPrefix = "nlk_";
    private static readonly HashSet<string> KeyNames = new(StringComparer.OrdinalIgnoreCase) { "access_token", "api_key", "apikey", "authorization", "bearer" };

    public static void UseRequestRules(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata is { } endpoint && endpoint.GetMetadata<LimitedAs>() is not null && Refuses(context.Request, endpoint) is { } error
            ? Problems.WriteAsync(context, Problem.Of(error, context))
            : next(context));

    private static Error? Refuses(HttpRequest request, EndpointMetadataCollection endpoint)
    {
        // Files have a limit of their own, which is looked at while they arrive.
        if (request.ContentLength > StrictJson.MaxBytes && endpoint.GetMetadata<TakesFiles>() is null) return RequestJson.TooLarge(StrictJson.MaxBytes);
        if (!request.QueryString.HasValue) return null;
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            var name = parameter.DecodeName().ToString();
            if (!KeyNames.Contains(name) && !parameter.DecodeValue().Span.StartsWith(KeyPrefix)) continue;
            const string Message = "Logs and histories keep addresses, so no key stands in one. Send Authorization: Bearer, and replace this key.";
            return new(ErrorKind.Malformed, "key_in_query", Message) { Issues = [new("?" + name, "key_in_query", Message)] };
        }
        return null;
    }
}
