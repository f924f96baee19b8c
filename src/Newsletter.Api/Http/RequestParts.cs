using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

internal static class RequestParts
{
    /// <summary>The query as names with their values in order; names are case-sensitive.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters(this HttpRequest request)
    {
        var parameters = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            var name = pair.DecodeName().ToString();
            if (name.Length == 0 && pair.EncodedValue.Length == 0) continue;
            parameters[name] = [.. parameters.GetValueOrDefault(name) ?? [], pair.DecodeValue().ToString()];
        }
        return parameters;
    }

    /// <summary>The version that If-Match names. Missing is 428; what can match nothing here is 412.</summary>
    public static Result<int> ExpectedVersion(this HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0) return new Error(ErrorKind.PreconditionRequired, "if_match_required", "Send If-Match with the ETag that you read, so that nobody's work is lost.");
        return header.Length > 2 && header[0] == '"' && header[^1] == '"' && int.TryParse(header[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && header[1] != '0'
            ? version
            : new Error(ErrorKind.Stale, "stale", "If-Match names no version of this item; read it again.");
    }

    public static bool AcceptsJson(this HttpRequest request)
    {
        // What clients commonly send is not parsed.
        if (request.Headers.Accept is [] or ["*/*"] or ["application/json"]) return true;
        var accept = request.GetTypedHeaders().Accept;
        return accept.Count == 0 || accept.Any(range => range.Quality is not 0 && (range.MatchesAllTypes || range.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase)));
    }
}
