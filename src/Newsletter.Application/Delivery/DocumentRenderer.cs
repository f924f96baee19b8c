using System.Buffers;
using System.Globalization;

namespace Newsletter.Application.Delivery;

/// <summary>The bodies of a stored document, in the forms that were asked for.</summary>
internal sealed record StoredBodies(byte[]? Blocks, byte[]? Html, byte[]? Markdown, byte[]? Text)
{
    public static StoredBodies None { get; } = new(null, null, null, null);

    /// <summary>The suffix of a member's name and the column that fills it.</summary>
    public IEnumerable<(string Suffix, byte[] Column)> Forms
    {
        get
        {
            if (Blocks is not null) yield return ("", Blocks);
            if (Html is not null) yield return ("Html", Html);
            if (Markdown is not null) yield return ("Markdown", Markdown);
            if (Text is not null) yield return ("Text", Text);
        }
    }

    /// <summary>The bodies that stand in one form, each as it is written.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> form)
    {
        for (var end = 0; end >= 0 && form.Length > 0; form = form[(end + 1)..])
        {
            end = form.Span.IndexOf(Marks.BodySeparator);
            yield return end < 0 ? form : form[..end];
        }
    }

    /// <summary>When time changes one of them next.</summary>
    public DateTimeOffset? ChangesAt(DateTimeOffset now) => this == None ? null : Forms.Select(form => TimedForm.ChangesAt(form.Column, now)).Min();
}

/// <summary>Writes what a reference leads to.</summary>
/// <returns>False where nothing is seen there; nothing is written then.</returns>
internal delegate bool ShowReference(char code, Guid id, DocumentBuffer output);

/// <summary>Fills in the <see cref="Marks"/> of a stored document in one pass.</summary>
internal sealed class DocumentRenderer(DateTimeOffset now, PlaneAddress address, ShowReference show)
{
    private const int IdLength = 32;
    private const int TicksLength = 16;

    private static readonly SearchValues<byte> AnyMark = SearchValues.Create([Marks.Reference, Marks.Begin, Marks.End, Marks.BodySlot, Marks.BaseUrl, Marks.FileUrl, Marks.PlaneUrl, Marks.Until]);

    private readonly record struct Region(int Start, byte Kind, bool Dropped);

    /// <summary>What is open in the documents that are being rendered, the innermost on top.</summary>
    private readonly Stack<Region> regions = new();

    /// <summary>Adds the references that stand in a stored document.</summary>
    public static HashSet<(char Code, Guid Id)> AddReferences(ReadOnlySpan<byte> stored, HashSet<(char Code, Guid Id)> to)
    {
        for (var at = stored.IndexOf(Marks.Reference); at >= 0; at = stored.IndexOf(Marks.Reference))
        {
            to.Add(((char)stored[at + 1], Id(stored.Slice(at + 2, IdLength))));
            stored = stored[(at + 2 + IdLength)..];
        }
        return to;
    }

    public void Render(ReadOnlySpan<byte> stored, StoredBodies bodies, DocumentBuffer output)
    {
        var outside = regions.Count;
        while (true)
        {
            var at = stored.IndexOfAny(AnyMark);
            if (at < 0)
            {
                output.Append(stored);
                return;
            }
            output.Append(stored[..at]);
            var mark = stored[at];
            stored = stored[(at + 1)..];
            switch (mark)
            {
                case Marks.Reference:
                    if (!show((char)stored[0], Id(stored.Slice(1, IdLength)), output))
                    {
                        if (regions.Count > outside) regions.Push(regions.Pop() with { Dropped = true });
                        else output.Append("null"u8);
                    }
                    stored = stored[(1 + IdLength)..];
                    break;
                case Marks.Begin:
                    regions.Push(new(output.Length, stored[0], false));
                    stored = stored[1..];
                    break;
                case Marks.Until:
                    var ticks = long.Parse(stored[..TicksLength], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    regions.Push(new(output.Length, Marks.Value, now.UtcTicks >= ticks));
                    stored = stored[TicksLength..];
                    break;
                case Marks.End:
                    stored = Close(regions.Pop(), stored, output);
                    break;
                case Marks.BaseUrl:
                    output.Append(address.Base);
                    break;
                case Marks.FileUrl:
                    output.Append(address.Files);
                    break;
                case Marks.PlaneUrl:
                    output.Append(address.Plane);
                    break;
                case Marks.BodySlot:
                    var end = stored.IndexOf(Marks.End);
                    Fill(stored[..end], bodies, output);
                    stored = stored[(end + 1)..];
                    break;
            }
        }
    }

    private static ReadOnlySpan<byte> Close(Region region, ReadOnlySpan<byte> rest, DocumentBuffer output)
    {
        if (!region.Dropped) return rest;
        output.Truncate(region.Start);
        if (region.Kind == Marks.Value)
        {
            output.Append("null"u8);
            return rest;
        }
        // One of the commas beside a removed element goes with it.
        if (rest.Length > 0 && rest[0] == ',') return rest[1..];
        if (output.Last == ',') output.Truncate(output.Length - 1);
        return rest;
    }

    private void Fill(ReadOnlySpan<byte> slot, StoredBodies bodies, DocumentBuffer output)
    {
        var colon = slot.IndexOf((byte)':');
        var number = int.Parse(slot[..colon], NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var (suffix, column) in bodies.Forms)
        {
            output.Append(",\""u8);
            output.Append(slot[(colon + 1)..]);
            output.Append(suffix);
            output.Append("\":"u8);
            Render(Part(TimedForm.At(column, now), number), StoredBodies.None, output);
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> column, int number)
    {
        for (; number > 0; number--) column = column[(column.IndexOf(Marks.BodySeparator) + 1)..];
        var end = column.IndexOf(Marks.BodySeparator);
        return end < 0 ? column : column[..end];
    }

    private static Guid Id(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[IdLength / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) is OperationStatus.Done ? new(bytes, bigEndian: true) : throw new InvalidOperationException("A stored document is broken.");
    }
}
