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

    /// <summary>How large a form may be: the file and its fields.</summary>
    public static long MaxBytes(MediaSettings settings) => settings.MaxBytes + MaxFieldBytes;

    public static string? BoundaryOf(HttpRequest request) =>
        HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value is { Length: > 0 and <= 200 } boundary ? boundary : null;

    public static async Task<Result<UploadForm>> ReadAsync(HttpRequest request, IMediaIntake intake, MediaSettings settings)
    {
        if (!IsMultipart(request) || BoundaryOf(request) is not { } boundary)
        {
            return new Error(ErrorKind.Unsupported, "unsupported_media_type", "Content-Type must be multipart/form-data with a boundary.");
        }
        var max = MaxBytes(settings);
        if (request.ContentLength > max) return TooLarge(settings);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = max;
        var form = new UploadForm(null!, []);
        var whole = false;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            for (var parts = 0; await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } part; parts++)
            {
                if (parts == MaxParts) throw new InvalidDataException();
                var (read, refused) = await form.WithAsync(part, intake, request.HttpContext.RequestAborted);
                if (refused is not null) return refused;
                form = read;
            }
            if (form.File is null) return Error.Invalid("/file", "required", "A file must be given in the field \"file\".");
            whole = true;
            return form;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(settings);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or JsonException or DecoderFallbackException)
        {
            return new Error(ErrorKind.Malformed, "invalid_form", "The form is broken.");
        }
        finally
        {
            if (!whole && form.File is not null) await form.File.DisposeAsync();
        }
    }

    private static Error TooLarge(MediaSettings settings) => new(ErrorKind.TooLarge, "file_too_large", $"A file may have at most {settings.MaxBytes} bytes.");

    private async Task<(UploadForm, Error?)> WithAsync(MultipartSection part, IMediaIntake intake, CancellationToken aborted)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data")) throw new InvalidDataException();
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (!disposition.IsFileDisposition())
        {
            if (Fields.ContainsKey(name)) return (this, Error.Invalid("/" + name, "repeated", "A field may stand once only."));
            Fields[name] = await FieldAsync(name, part.Body, aborted);
            return (this, null);
        }
        if (name != "file" || File is not null) return (this, Error.Invalid("/" + name, "unknown_field", "One file is expected, in the field \"file\"."));
        var kept = await intake.TakeAsync(part.Body, disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value, aborted);
        return kept.Failed ? (this, kept.Error) : (this with { File = kept.Value }, null);
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
        return type is null || type == typeof(string) || type.IsEnum || Nullable.GetUnderlyingType(type) == typeof(Reference) ? JsonValue.Create(text) : JsonNode.Parse(text);
    }
}
