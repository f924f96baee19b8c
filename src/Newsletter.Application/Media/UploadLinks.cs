using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Media;

/// <summary>The file that is going to be put into the store.</summary>
public sealed record UploadLinkRequest
{
    /// <summary>At most 200 characters; for people to read, and for the title.</summary>
    public required string FileName { get; init; }

    /// <summary>Exactly how many the file has.</summary>
    public required long Bytes { get; init; }

    /// <summary>What to send as Content-Type, application/octet-stream if left out. What the file is, is read from its bytes.</summary>
    public string? ContentType { get; init; }
}

/// <summary>Where a file can be put, until when, and what then makes a media item of it.</summary>
public sealed record UploadLink(UploadAddress Address, DateTimeOffset ExpiresAt, string Token);

/// <summary>Lets clients put large files into the store themselves. The tokens are signed, so nothing is stored; what lies in the store is judged as if it had been uploaded here.</summary>
public sealed partial class UploadLinks(IMediaStore store, IMediaIntake intake, UploadMedia upload, UploadTokens tokens, Caller caller, TimeProvider time)
{
    /// <summary>The name of the token among the fields of a media item.</summary>
    public const string Field = "upload";

    private const int MaxName = 200;
    private const int MaxType = 100;
    private const string AnyType = "application/octet-stream";

    /// <summary>An upload that begins in the last minute may take as long again.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static Error NotSupported { get; } = new(ErrorKind.Conflict, "not_supported", "The store of this server takes no files from clients; upload them here, as multipart/form-data.");

    public async Task<Result<UploadLink>> MakeAsync(UploadLinkRequest request)
    {
        if (store.Links is not { } links) return NotSupported;
        if (request.Bytes > intake.MaxBytes) return new Error(ErrorKind.TooLarge, "file_too_large", $"A file may have at most {intake.MaxBytes} bytes.");
        if (request.Bytes < 1) return Error.Invalid("/bytes", "empty_file", "A file has at least one byte.");
        if (request.FileName.Length is 0 or > MaxName) return Error.Invalid("/fileName", "too_long", $"A name has 1 to {MaxName} characters.");
        var type = request.ContentType ?? AnyType;
        if (type.Length > MaxType || !TypeName().IsMatch(type)) return Error.Invalid("/contentType", "bad_content_type", "A type is written as image/jpeg is.");
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var token = tokens.Write(new(id, caller.Principal, request.Bytes, now + (2 * Lifetime), request.FileName));
        return new UploadLink(await links.UploadAsync(MediaKeys.Staged(id), type, request.Bytes, Lifetime), now + Lifetime, token);
    }

    /// <summary>Makes a media item of what was put there.</summary>
    /// <param name="fields">The token, and the item's own; kind and title are found if left out.</param>
    public async Task<Result<Saved>> CompleteAsync(JsonObject fields, CancellationToken cancellationToken)
    {
        if (store.Links is null) return NotSupported;
        if (fields[Field] is not JsonValue text || !text.TryGetValue<string>(out var token)) return tokens.Invalid;
        var read = tokens.Read(token, caller.Principal);
        if (read.Failed) return read.Error;
        fields.Remove(Field);
        var key = MediaKeys.Staged(read.Value.Id);
        var taken = await TakeAsync(key, read.Value, cancellationToken);
        if (taken.Failed) return taken.Error;
        await using var file = taken.Value;
        var saved = await upload.ExecuteAsync(file, fields, cancellationToken);
        // What was refused for its fields can be sent again with better ones.
        if (!saved.Failed) await ForgetAsync(key);
        return saved;
    }

    private async Task<Result<StagedFile>> TakeAsync(string key, UploadToken token, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenAsync(key, cancellationToken);
        if (content is null) return Error.Invalid("/" + Field, "upload_missing", "Nothing was put there, or it was made a media item of already.");
        var taken = content.Length == token.Bytes
            ? await intake.TakeAsync(content, token.FileName, cancellationToken)
            : Error.Invalid("/" + Field, "other_size", $"The file has {content.Length} bytes and not {token.Bytes}.");
        if (taken.Failed) await ForgetAsync(key);
        return taken;
    }

    /// <summary>What stays behind because the store went away is swept later.</summary>
    private async Task ForgetAsync(string key)
    {
        try
        {
            await store.DeleteAsync(key, CancellationToken.None);
        }
        catch (MediaStoreException)
        {
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+\z")]
    private static partial Regex TypeName();
}
