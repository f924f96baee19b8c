using System.Runtime.ExceptionServices;

namespace Newsletter.Infrastructure.Media.Pictures;

/// <summary>What libvips reads a picture from. It calls back from native code, which no exception may cross: a failure ends the picture there, and is told afterwards.</summary>
internal sealed class PictureSource(Stream inner) : Stream
{
    private ExceptionDispatchInfo? failure;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>Tells what went wrong; a picture that was cut short by it is not to be used.</summary>
    public void ThrowIfFailed() => failure?.Throw();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (failure is not null) return 0;
        try
        {
            return inner.Read(buffer, offset, count);
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
            return 0;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
