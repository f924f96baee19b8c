using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Newsletter.Api.Caching;

/// <summary>The bytes of an answer in the encodings that were asked for, each made once.</summary>
internal sealed class EncodedBytes(ReadOnlyMemory<byte> plain)
{
    /// <summary>Smaller answers gain nothing.</summary>
    private const int Least = 1_000;

    /// <summary>What we can make, the smallest first.</summary>
    private static readonly Dictionary<string, Func<ReadOnlyMemory<byte>, byte[]>> Encoders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["br"] = bytes => Compress(bytes, output => new BrotliStream(output, new BrotliCompressionOptions { Quality = 5 })),
        ["zstd"] = bytes =>
        {
            using var compressor = new ZstdSharp.Compressor(level: 6);
            return compressor.Wrap(bytes.Span).ToArray();
        },
        ["gzip"] = bytes => Compress(bytes, output => new GZipStream(output, CompressionLevel.Optimal)),
    };

    private readonly ConcurrentDictionary<string, Lazy<byte[]>> encoded = new(StringComparer.Ordinal);

    /// <returns>The encoding that the client likes best; null for none.</returns>
    public string? Choose(StringValues accepted)
    {
        if (plain.Length < Least || accepted.Count == 0) return null;
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var wanted)) return null;
        string? best = null;
        var liked = 0d;
        foreach (var name in Encoders.Keys)
        {
            var quality = wanted.FirstOrDefault(one => one.Value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named ? named.Quality ?? 1
                : wanted.FirstOrDefault(one => one.Value == "*") is { } any ? any.Quality ?? 1 : 0;
            if (quality > liked) (best, liked) = (name, quality);
        }
        return best;
    }

    public ReadOnlyMemory<byte> In(string? encoding) => encoding is null ? plain : encoded.GetOrAdd(encoding, name => new(() => Encoders[name](plain))).Value;

    private static byte[] Compress(ReadOnlyMemory<byte> bytes, Func<Stream, Stream> encoder)
    {
        using var output = new MemoryStream();
        using (var stream = encoder(output)) stream.Write(bytes.Span);
        return output.ToArray();
    }
}
