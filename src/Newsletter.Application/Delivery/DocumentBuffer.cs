using System.Buffers;
using System.Text;

namespace Newsletter.Application.Delivery;

/// <summary>A growing run of bytes whose end can be taken back.</summary>
internal sealed class DocumentBuffer : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, Length);

    public byte Last => bytes[Length - 1];

    public void Append(ReadOnlySpan<byte> more)
    {
        if (Length + more.Length > bytes.Length) Grow(Length + more.Length);
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    public void Append(byte one) => Append([one]);

    public void Append(string text) => Append(Encoding.UTF8.GetBytes(text));

    public void Truncate(int length) => Length = length;

    /// <summary>Gives the bytes back, once however often it is called.</summary>
    public void Dispose()
    {
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
        (bytes, Length) = ([], 0);
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, least));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }

    public byte[] ToArray() => Written.ToArray();
}
