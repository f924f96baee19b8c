using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Where the store keeps what: under the SHA-256 of the bytes, so that the same bytes twice are one file and no name that a client gives becomes a path.</summary>
public static class MediaKeys
{
    /// <summary>What all keys of renditions begin with.</summary>
    public const string Renditions = "renditions/";

    /// <summary>What all keys begin with under which something waits for its own.</summary>
    public const string Waiting = "staging/";

    /// <summary>The file that was uploaded.</summary>
    public static string Original(MediaFile file) => Original(file.Sha256, file.Extension);

    public static string Original(string sha256, string extension) => $"{sha256[..2]}/{sha256}.{extension}";

    /// <summary>What is made of a file.</summary>
    /// <param name="name">The last part of its address.</param>
    public static string Rendition(MediaFile file, string name) => $"{Renditions}{file.Sha256[..2]}/{file.Sha256}/{name}";

    /// <summary>Where something waits, in a store that can keep it.</summary>
    public static string Staged(Guid id) => $"{Waiting}{id:N}";

    /// <summary>The SHA-256 of the file that a key belongs to; null for what is no key of ours.</summary>
    public static string? Sha256Of(string key)
    {
        var parts = key.Split('/');
        var sha256 = key.StartsWith(Renditions, StringComparison.Ordinal) ? parts.ElementAtOrDefault(2) : parts.ElementAtOrDefault(1)?.Split('.')[0];
        return sha256 is { Length: 64 } && sha256.All(char.IsAsciiHexDigitLower) ? sha256 : null;
    }
}
