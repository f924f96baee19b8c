using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Domain;

namespace Newsletter.Api.Management.Resumable;

/// <summary>What Upload-Metadata says: the name of the file, and the fields of the media item as in a form.</summary>
internal sealed record UploadMetadata(string? FileName, JsonObject Fields)
{
    private static readonly string[] FileNames = ["filename", "name"];

    /// <summary>What clients of the protocol send along; the content decides what a file is.</summary>
    private static readonly string[] Ignored = ["filetype", "type", "contentType", "relativePath"];

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="header">Pairs of a name and a value in Base64, parted by commas.</param>
    public static Result<UploadMetadata> Read(string header)
    {
        var metadata = new UploadMetadata(null, []);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = pair.Trim(' ').Split(' ');
            if (words.Length > 2 || words[0].Length == 0) return Broken("");
            var name = words[0];
            if (!known.Add(name)) return Error.Invalid("/" + name, "repeated", "A field may stand once only.");
            try
            {
                var text = words.Length == 1 ? "" : Utf8.GetString(Convert.FromBase64String(words[1]));
                if (FileNames.Contains(name)) metadata = metadata with { FileName = text };
                else if (!Ignored.Contains(name)) metadata.Fields[name] = UploadForm.Value(name, text);
            }
            catch (Exception exception) when (exception is FormatException or DecoderFallbackException or JsonException)
            {
                return Broken("/" + name);
            }
        }
        return metadata;
    }

    private static Error Broken(string pointer)
    {
        const string Message = "Upload-Metadata has names and values in Base64, parted by commas; fields that are not text are JSON.";
        return new(ErrorKind.Malformed, "bad_metadata", Message) { Issues = [new(pointer, "bad_metadata", Message)] };
    }
}
