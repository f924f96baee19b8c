using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>The picture is no sound file of its kind, or more than a picture.</summary>
/// <param name="code">Stable, snake_case.</param>
internal sealed class PictureException(string code, string message) : Exception(message)
{
    public string Code => code;

    public static PictureException Broken { get; } = new("broken_image", "This picture cannot be read.");

    public static PictureException Trailing { get; } = new("trailing_data", "Something else follows the end of the picture.");
}

/// <summary>Reads a picture's container from its beginning and copies what is to stay.</summary>
internal sealed class PictureReader(Stream input, Stream output)
{
    private const int Most = 64 * 1024;

    private readonly byte[] buffer = new byte[Most];

    public Stream Output => output;

    public long Left => input.Length - input.Position;

    public byte Byte() => input.ReadByte() is >= 0 and var value ? (byte)value : throw PictureException.Broken;

    /// <returns>The next bytes, at most 64 KB; valid until the next call.</returns>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Most || input.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false) < count) throw PictureException.Broken;
        return buffer.AsSpan(0, count);
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public void Write(params ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void Copy(long count)
    {
        while (count > 0)
        {
            var part = Take((int)Math.Min(count, Most));
            output.Write(part);
            count -= part.Length;
        }
    }

    public void Skip(long count)
    {
        if (count < 0 || count > Left) throw PictureException.Broken;
        input.Position += count;
    }

    public void Back(int count) => input.Position -= count;

    /// <summary>Nothing but filling may follow here.</summary>
    public void End()
    {
        while (Left > 0)
        {
            var part = Take((int)Math.Min(Left, Most));
            if (part.ContainsAnyExcept((byte)0, (byte)'\n', (byte)'\r')) throw PictureException.Trailing;
        }
    }
}
