using System.Runtime.CompilerServices;

namespace Newsletter.Application.Exchange;

/// <summary>A line of a file and where it stands.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Length">In bytes, without the line's end.</param>
/// <param name="Bytes">Null when the line is too long to be read. Valid until the next line is asked for.</param>
internal readonly record struct NdjsonLine(int Number, long Offset, int Length, ReadOnlyMemory<byte>? Bytes);

/// <summary>Reads a file line by line; memory does not grow with the file, whatever stands in it.</summary>
internal static class NdjsonFile
{
    private const int ChunkBytes = 256 * 1024;

    public static async IAsyncEnumerable<NdjsonLine> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        var buffer = new byte[ChunkBytes];
        var (start, end, number, offset, skipping) = (0, 0, 1, 0L, false);
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                if (skipping) yield return new(number, offset, 0, null);
                else if (Line(buffer, start, at, number, offset) is { } line) yield return line;
                (start, offset, number, skipping) = (start + at + 1, offset + at + 1, number + 1, false);
                continue;
            }
            if (skipping || end - start > StrictJson.MaxBytes)
            {
                (skipping, offset, start, end) = (true, offset + (end - start), 0, 0);
            }
            if (end == buffer.Length && start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            else if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = await file.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read > 0)
            {
                end += read;
                continue;
            }
            if (skipping) yield return new(number, offset, 0, null);
            else if (Line(buffer, start, end - start, number, offset) is { } last) yield return last;
            yield break;
        }
    }

    public static FileStream Open(string path) => new(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = ChunkBytes });

    /// <summary>Null for an empty line.</summary>
    private static NdjsonLine? Line(byte[] buffer, int start, int length, int number, long offset)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (number == 1 && buffer.AsSpan(start, length).StartsWith(byteOrderMark)) (start, length, offset) = (start + 3, length - 3, offset + 3);
        while (length > 0 && buffer[start + length - 1] is (byte)'\r' or (byte)' ' or (byte)'\t') length--;
        if (length == 0) return null;
        return length > StrictJson.MaxBytes ? new(number, offset, 0, null) : new(number, offset, length, buffer.AsMemory(start, length));
    }
}
