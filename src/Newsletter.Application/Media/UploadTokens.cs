using Newsletter.Domain;

namespace Newsletter.Application.Media;

/// <summary>What a token says: what may be made a media item of, by whom, until when.</summary>
public sealed record UploadToken(Guid Id, Guid Principal, long Bytes, DateTimeOffset ExpiresAt, string FileName);

/// <summary>Writes and reads the tokens of uploads.</summary>
public sealed class UploadTokens(Signatures signatures, TimeProvider time)
{
    private const int MaxLength = 2000;
    private const string Purpose = "media-upload";

    public Error Invalid { get; } = Error.Invalid("/" + UploadLinks.Field, "bad_upload", "This is no upload of yours.");

    public string Write(UploadToken token)
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(token.Id.ToByteArray());
        writer.Write(token.Principal.ToByteArray());
        writer.Write(token.Bytes);
        writer.Write(token.ExpiresAt.ToUnixTimeSeconds());
        writer.Write(token.FileName);
        return signatures.Sign(payload.ToArray(), Purpose);
    }

    /// <param name="principal">Who asks; the tokens of others are as good as none.</param>
    public Result<UploadToken> Read(string text, Guid principal)
    {
        if (text.Length > MaxLength || signatures.Read(text, Purpose) is not { } payload) return Invalid;
        using var reader = new BinaryReader(new MemoryStream(payload));
        var token = new UploadToken(new(reader.ReadBytes(16)), new(reader.ReadBytes(16)), reader.ReadInt64(), DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()), reader.ReadString());
        if (token.Principal != principal) return Invalid;
        return token.ExpiresAt <= time.GetUtcNow() ? Error.Invalid("/" + UploadLinks.Field, "upload_expired", "This upload has expired; begin again.") : token;
    }
}
