namespace Newsletter.Infrastructure.Media.S3;

/// <summary>Fetches as many of a file's bytes as are to be filled, from a place on.</summary>
internal delegate Task FetchRange(long from, Memory<byte> into, CancellationToken cancellationToken);

/// <summary>Reads what lies elsewhere, at any place, a range at a time; the ranges grow while reading goes straight on.</summary>
/// <param name="length">Of all of it.</param>
/// <param name="window">Its beginning.</param>
internal sealed class RangedStream(FetchRange fetch, long length, byte[] window) : Stream
{
    /// <summary>How much is fetched where nothing was read yet; enough for most renditions.</summary>
    public const int FirstRange = 256 * 1024;

    private const int LargestRange = 2 * 1024 * 1024;

    private byte[] buffer = window;
    private int filled = window.Length;
    private long start;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (Position >= length || destination.Length == 0) return 0;
        if (Position < start || Position >= start + filled) await MoveAsync(cancellationToken);
        return Take(destination.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Streams must be able to; nothing here reads like this.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };
        return to < 0 ? throw new IOException("There is nothing before the beginning.") : Position = to;
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(Position == start + filled ? Math.Clamp(filled * 2, FirstRange, LargestRange) : FirstRange, length - Position);
        if (buffer.Length < wanted) buffer = new byte[wanted];
        // Nothing of it holds until all of it is there.
        filled = 0;
        await fetch(Position, buffer.AsMemory(0, wanted), cancellationToken);
        (start, filled) = (Position, wanted);
    }

    private int Take(Span<byte> destination)
    {
        var from = (int)(Position - start);
        var count = Math.Min(destination.Length, filled - from);
        buffer.AsSpan(from, count).CopyTo(destination);
        Position += count;
        return count;
    }
}
