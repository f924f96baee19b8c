using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>The recording is not whole, or none at all.</summary>
internal sealed class RecordingException : Exception
{
    public RecordingException() : base("This recording is not whole or cannot be read.") { }
}

/// <summary>What a container says of its recording.</summary>
/// <param name="Seconds">How long it plays.</param>
/// <param name="MediaBytes">The bytes that are played.</param>
internal sealed record RecordingFacts(double Seconds, long MediaBytes, bool HasVideo = false, int? Width = null, int? Height = null);

/// <summary>An uploaded recording: every read is checked against its end, and what is removed is overwritten where it stands, so that nothing moves.</summary>
internal sealed class RecordingBytes(FileStream file) : IDisposable
{
    private const int Most = 64 * 1024;

    /// <summary>Far more parts than hours of sound have; a file that is nothing but headers must not keep a processor busy.</summary>
    private const int MaxSteps = 5_000_000;

    private readonly byte[] buffer = new byte[Most];
    private int steps;

    public long Length => file.Length;

    /// <summary>Whether something was removed.</summary>
    public bool IsChanged { get; private set; }

    /// <returns>At most 64 KB; valid until the next call.</returns>
    public ReadOnlySpan<byte> At(long offset, int count)
    {
        if (offset < 0 || count is < 0 or > Most || count > file.Length - offset) throw new RecordingException();
        if (file.Position != offset) file.Position = offset;
        var part = buffer.AsSpan(0, count);
        file.ReadExactly(part);
        return part;
    }

    /// <summary>A part that is needed as a whole.</summary>
    public byte[] Copy(long offset, long count, int most)
    {
        if (offset < 0 || count < 0 || count > most || count > file.Length - offset) throw new RecordingException();
        var copy = new byte[count];
        file.Position = offset;
        file.ReadExactly(copy);
        return copy;
    }

    public uint UInt32(long offset) => BinaryPrimitives.ReadUInt32BigEndian(At(offset, 4));

    /// <summary>To be called for each part that is looked at.</summary>
    public void Step()
    {
        if (++steps > MaxSteps) throw new RecordingException();
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (offset < 0 || bytes.Length > file.Length - offset) throw new RecordingException();
        file.Position = offset;
        file.Write(bytes);
        IsChanged = true;
    }

    public void Clear(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > file.Length - offset) throw new RecordingException();
        var nothing = new byte[Math.Min(count, Most)];
        file.Position = offset;
        for (var left = count; left > 0; left -= nothing.Length) file.Write(nothing, 0, (int)Math.Min(left, nothing.Length));
        IsChanged |= count > 0;
    }

    /// <summary>Whether nothing but zeros stands from here to the end.</summary>
    public bool IsEmptyFrom(long offset)
    {
        for (; offset < Length; offset += Most)
        {
            if (At(offset, (int)Math.Min(Most, Length - offset)).ContainsAnyExcept((byte)0)) return false;
        }
        return true;
    }

    public void Cut(long length)
    {
        if (length == file.Length) return;
        file.SetLength(length);
        IsChanged = true;
    }

    public void Dispose()
    {
        if (IsChanged) file.Flush(flushToDisk: true);
        file.Dispose();
    }
}
