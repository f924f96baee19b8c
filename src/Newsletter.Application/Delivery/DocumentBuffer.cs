using System.Text;

namespace Newsletter.Application.Delivery;

/// <summary>A growing run of bytes whose end can be taken back.</summary>
internal sealed class DocumentBuffer
{
    private byte[] bytes = new byte[8192];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public byte Last => bytes[Length - 1];

    public void Append(ReadOnlySpan<byte> more)
    {
        if (Length + more.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more.Length));
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    public void Append(byte one) => Append([one]);

    public void Append(string text) => Append(Encoding.UTF8.GetBytes(text));

    public void Truncate(int length) => Length = length;

    public byte[] ToArray() => Written.ToArray();
}
