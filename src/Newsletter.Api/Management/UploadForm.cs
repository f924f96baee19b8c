using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Api.Management;

/// <summary>An upload: one file and text fields, in any order. The file goes to the store as it arrives and is never held in memory.</summary>
internal sealed record UploadForm(StagedFile File, JsonObject Fields)
{
    private const int MaxFieldBytes = 500_000;
    private const int MaxParts = 50;

    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    public static async Task<Result<UploadForm>> ReadAsync(HttpRequest request, IMediaStore store, MediaSettings settings)
    {
        if (!IsMultipart(request) || HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return new Error(ErrorKind.Unsupported, "unsupported_media_type", "Content-Type must be multipart/form-data with a boundary.");
        }
        var max = settings.MaxBytes + MaxFieldBytes;
        if (request.ContentLength > max) return new Error(ErrorKind.TooLarge, "file_too_large", $"A file may have at most {settings.MaxBytes} bytes.");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = max;
        StagedFile? file = null;
        try
        {
            var fields = new JsonObject();
            var reader = new MultipartReader(boundary, request.Body);
            for (var parts = 0; await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } part; parts++)
            {
                if (parts == MaxParts || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data")) throw new InvalidDataException();
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (!disposition.IsFileDisposition()) fields[name] = await FieldAsync(name, part.Body, request.HttpContext.RequestAborted);
                else if (name != "file" || file is not null) return await GiveUpAsync(file, Error.Invalid("/" + name, "unknown_field", "One file is expected, in the field \"file\"."));
                else
                {
                    var kept = await store.PutAsync(part.Body, disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value, request.HttpContext.RequestAborted);
                    if (kept.Failed) return kept.Error;
                    file = kept.Value;
                }
            }
            return file is null ? Error.Invalid("/file", "required", "A file must be given in the field \"file\".") : new UploadForm(file, fields);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or JsonException or DecoderFallbackException)
        {
            return await GiveUpAsync(file, new(ErrorKind.Malformed, "invalid_form", "The form is broken."));
        }
    }

    private static async Task<Error> GiveUpAsync(StagedFile? file, Error error)
    {
        if (file is not null) await file.DisposeAsync();
        return error;
    }

    /// <summary>Text stays text; fields of another type are written as JSON.</summary>
    private static async Task<JsonNode?> FieldAsync(string name, Stream body, CancellationToken aborted)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, aborted)) > 0)
        {
            if (bytes.Length + read > MaxFieldBytes) throw new InvalidDataException();
            bytes.Write(buffer, 0, read);
        }
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
        var type = ContentJson.Options.GetTypeInfo(typeof(MediaAsset)).Properties.FirstOrDefault(property => property.Name == name)?.PropertyType;
        return type is null || type == typeof(string) || type.IsEnum ? JsonValue.Create(text) : JsonNode.Parse(text);
    }
}
