using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests;

/// <summary>Small files for uploads.</summary>
internal static class Pictures
{
    /// <inheritdoc cref="TestPictures.Make"/>
    public static byte[] Make(string extension = ".png", int width = 8, int height = 6) => TestPictures.Make(extension, width, height);

    public static MultipartFormDataContent Form(byte[] file, string name = "picture.png", params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", name);
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        return form;
    }

    public static Task<Reply> PostAsync(HttpClient client, HttpContent form, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/manage/v1/media") { Content = form };
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return client.AskAsync(request);
    }

    /// <summary>Uploads a new picture and gives its data.</summary>
    public static async Task<JsonObject> UploadAsync(HttpClient client) => (await PostAsync(client, Form(Make(), fields: [("alt", "A colour"), ("credit", "Nobody")]))).Is(201).Data;

    /// <summary>The path of the file of a media item as it was answered.</summary>
    public static string PathOf(JsonNode media) => $"/media/{media["id"]}/original-{((string)media["file"]!["sha256"]!)[..16]}.{media["file"]!["extension"]}";
}
