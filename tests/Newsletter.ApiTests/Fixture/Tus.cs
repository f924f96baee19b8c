using System.Globalization;
using System.Text;

namespace Newsletter.ApiTests;

/// <summary>Speaks the tus protocol 1.0.0.</summary>
internal static class Tus
{
    public const string Path = "/manage/v1/media/uploads";

    private const string Bytes = "application/offset+octet-stream";

    public static string Metadata(params (string Name, string Value)[] fields) => string.Join(',', fields.Select(field => $"{field.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(field.Value))}"));

    public static Task<Reply> CreateAsync(this HttpClient client, long length, string? metadata = null, byte[]? bytes = null, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, Path, bytes, [("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), .. metadata is null ? [] : new[] { ("Upload-Metadata", metadata) }, .. headers]);

    /// <summary>Begins an upload and gives its address.</summary>
    public static async Task<string> BeginAsync(this HttpClient client, long length, params (string Name, string Value)[] fields) =>
        (await client.CreateAsync(length, Metadata(fields))).Is(201).Headers.Location!.ToString();

    public static Task<Reply> PatchAsync(this HttpClient client, string upload, long offset, byte[] bytes, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Patch, upload, bytes, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    public static Task<Reply> HeadAsync(this HttpClient client, string upload) => client.SendAsync(HttpMethod.Head, upload, null);

    public static async Task<long> OffsetAsync(this HttpClient client, string upload) => (await client.HeadAsync(upload)).Is(200).Offset();

    public static long Offset(this Reply reply) => long.Parse(reply.Header("Upload-Offset")!, CultureInfo.InvariantCulture);

    public static string? Header(this Reply reply, string name) => reply.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public static Task<Reply> SendAsync(this HttpClient client, HttpMethod method, string path, byte[]? bytes, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (bytes is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new(Bytes);
        }
        if (headers.All(header => header.Name != "Tus-Resumable")) request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.AskAsync(request);
    }
}
