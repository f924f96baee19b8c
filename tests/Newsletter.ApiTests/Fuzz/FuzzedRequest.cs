using System.Net.Http.Headers;
using System.Text;
using Newsletter.ApiTests.OpenApi;

namespace Newsletter.ApiTests.Fuzz;

/// <summary>A request that was made up for an operation.</summary>
internal sealed record FuzzedRequest(string Document, DocumentedOperation Operation, string Url, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string ContentType)
{
    public HttpRequestMessage ToMessage()
    {
        var request = new HttpRequestMessage(new HttpMethod(Operation.Method), Url);
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (Body is null) return request;
        request.Content = new ByteArrayContent(Body);
        if (ContentType.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return request;
    }

    /// <summary>The same as a command, to try it by hand. A body that no shell can write stands in base 64.</summary>
    public override string ToString()
    {
        var command = $"curl -gi --path-as-is -X {Operation.Method} -H \"Authorization: Bearer $KEY\" {Quoted("http://localhost:5080" + Url)}" + string.Concat(Headers.Select(header => $" -H {Quoted($"{header.Name}: {header.Value}")}"));
        if (Body is null) return command;
        command += $" -H {Quoted("Content-Type: " + ContentType)}";
        var text = Encoding.UTF8.GetString(Body);
        return Body.Length < 4000 && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(Body) && !text.Contains('\0', StringComparison.Ordinal)
            ? $"{command} --data-binary {Quoted(text)}"
            : $"echo {Convert.ToBase64String(Body, 0, Math.Min(Body.Length, 3000))} | base64 -d | {command} --data-binary @-  # {Body.Length} bytes";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
