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

/// <summary>An upload: files and text fields, in any order. The files go to the store as they arrive and are never held in memory.</summary>
/// <param name="tooLarge">What is said of one that is.</param>
internal sealed class UploadForm(Error tooLarge) : IAsyncDisposable
{
    /// <summary>The most files in one form.</summary>
    public const int MaxFiles = 20;

    private const string FileField = "file";
    private const int MaxFieldBytes = 500_000;
    private const int MaxParts = 50;

    /// <summary>What two items cannot have in common, or would not be called alike.</summary>
    private static readonly string[] OfOneFile = ["title", "slug", "id"];

    private readonly List<StagedFile> files = [];
    private int fieldBytes;

    public IReadOnlyList<StagedFile> Files => files;

    public JsonObject Fields { get; } = [];

    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>How large a form may be: the files and its fields.</summary>
    public static long MaxBytes(MediaSettings settings, int maxFiles = MaxFiles) => (maxFiles * settings.MaxBytes) + MaxFieldBytes;

    public static string? BoundaryOf(HttpRequest request) =>
        HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value is { Length: > 0 and <= 200 } boundary ? boundary : null;

    public static async Task<Result<UploadForm>> ReadAsync(HttpRequest request, IMediaIntake intake, MediaSettings settings, int maxFiles)
    {
        if (!IsMultipart(request) || BoundaryOf(request) is not { } boundary)
        {
            return new Error(ErrorKind.Unsupported, "unsupported_media_type", "Content-Type must be multipart/form-data with a boundary.");
        }
        var max = MaxBytes(settings, maxFiles);
        if (request.ContentLength > max) return settings.TooLarge;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = max;
        var form = new UploadForm(settings.TooLarge);
        Error? refused = null;
        var whole = false;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            for (var parts = 0; refused is null && await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } part; parts++)
            {
                if (parts == MaxParts) throw new InvalidDataException();
                refused = await form.TakeAsync(part, reader, intake, maxFiles, request.HttpContext.RequestAborted);
            }
            refused ??= form.Mistake();
            whole = refused is null;
            return refused is null ? form : refused;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return settings.TooLarge;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or JsonException or DecoderFallbackException)
        {
            return new Error(ErrorKind.Malformed, "invalid_form", "The form is broken.");
        }
        finally
        {
            if (!whole) await form.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files) await file.DisposeAsync();
    }

    private Error? Mistake() => files.Count switch
    {
        0 => Error.Invalid("/file", "required", "A file must be given in the field \"file\"."),
        1 => null,
        _ => OfOneFile.Where(Fields.ContainsKey).Select(name => new Issue("/" + name, "one_file_only", "This can be said of one file only.")).ToList() is { Count: > 0 } issues ? Error.Invalid(issues) : null,
    };

    private async Task<Error?> TakeAsync(MultipartSection part, MultipartReader rest, IMediaIntake intake, int maxFiles, CancellationToken aborted)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data")) throw new InvalidDataException();
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (!disposition.IsFileDisposition())
        {
            if (Fields.ContainsKey(name)) return Error.Invalid("/" + name, "repeated", "A field may stand once only.");
            var text = await TextAsync(part.Body, aborted);
            // All fields together may have what one may have.
            if ((fieldBytes += text.Length) > MaxFieldBytes) return tooLarge;
            Fields[name] = Value(name, text);
            return null;
        }
        if (name != FileField) return Error.Invalid("/" + name, "unknown_field", "Files are expected in the field \"file\".");
        if (files.Count == maxFiles)
        {
            return maxFiles == 1
                ? Error.Invalid("/" + name, "unknown_field", "One file is expected, in the field \"file\".")
                : Error.Invalid($"/{name}/{maxFiles}", "too_many_files", $"At most {maxFiles} files are taken at a time.");
        }
        var kept = await intake.TakeAsync(part.Body, disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value, aborted);
        if (kept.Failed) return At(files.Count > 0 || await FollowsAsync(kept.Error, rest, aborted) ? $"/{name}/{files.Count}" : "/" + name, kept.Error);
        files.Add(kept.Value);
        return null;
    }

    /// <summary>Whether the file that was refused is the first of several.</summary>
    private static async Task<bool> FollowsAsync(Error refused, MultipartReader rest, CancellationToken aborted)
    {
        // The end of what is too large is not waited for.
        if (refused.Code == MediaSettings.FileTooLarge) return false;
        while (await rest.ReadNextSectionAsync(aborted) is { } part)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && disposition.IsFileDisposition()) return true;
        }
        return false;
    }

    private static Error At(string pointer, Error error) => error with
    {
        Issues = error.Issues.Count == 0 ? [new(pointer, error.Code, error.Message)] : [.. error.Issues.Select(issue => issue with { Pointer = pointer })],
    };

    private static async Task<string> TextAsync(Stream body, CancellationToken aborted)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, aborted)) > 0)
        {
            if (bytes.Length + read > MaxFieldBytes) throw new InvalidDataException();
            bytes.Write(buffer, 0, read);
        }
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
    }

    /// <summary>A field's value: text stays text; fields of another type are written as JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonNode? Value(string name, string text)
    {
        var type = ContentJson.Options.GetTypeInfo(typeof(MediaAsset)).Properties.FirstOrDefault(property => property.Name == name)?.PropertyType;
        return type is null || type == typeof(string) || type.IsEnum || Nullable.GetUnderlyingType(type) == typeof(Reference) ? JsonValue.Create(text) : JsonNode.Parse(text);
    }
}
