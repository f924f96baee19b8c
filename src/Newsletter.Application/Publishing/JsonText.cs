using System.Buffers;
using System.Text;
using System.Text.Json;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>Text as a JSON string. The framework's encoder writes characters beyond the basic plane (emoji, rare Han) as pairs of escapes; here they stand as they are.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    private static readonly SearchValues<char> Plain = SearchValues.Create(string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))));

    /// <summary>Most texts have nothing to escape; they are copied.</summary>
    public static void Write(string text, IBufferWriter<byte> output)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            output.Write(Write(text));
            return;
        }
        var bytes = output.GetSpan(text.Length + 2);
        bytes[0] = (byte)'"';
        bytes[Encoding.ASCII.GetBytes(text, bytes[1..]) + 1] = (byte)'"';
        output.Advance(text.Length + 2);
    }

    public static byte[] Write(string text)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(text, ContentJson.Options);
        if (!text.Any(char.IsSurrogate)) return json;
        var length = 0;
        for (var at = 0; at < json.Length;)
        {
            if (json[at] != '\\') json[length++] = json[at++];
            else if (json[at + 1] == 'u' && Unit(json, at) is var high && char.IsHighSurrogate(high))
            {
                // The encoder writes no half of a pair alone.
                length += new Rune(high, Unit(json, at + EscapeLength)).EncodeToUtf8(json.AsSpan(length));
                at += 2 * EscapeLength;
            }
            else
            {
                json[length++] = json[at++];
                json[length++] = json[at++];
            }
        }
        return json[..length];
    }

    private static char Unit(byte[] json, int at) => (char)Convert.ToUInt16(Encoding.ASCII.GetString(json, at + 2, 4), 16);
}
