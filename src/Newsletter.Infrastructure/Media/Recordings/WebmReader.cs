using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>WebM (a profile of Matroska, RFC 9559, in EBML, RFC 8794). Tags and attachments become filling. What a browser recorded says neither its size nor how long it is, so its clusters are counted.</summary>
internal sealed class WebmReader
{
    private const long Header = 0x1A45DFA3, DocType = 0x4282, Segment = 0x18538067, Info = 0x1549A966, Scale = 0x2AD7B1, Duration = 0x4489;
    private const long Tracks = 0x1654AE6B, Track = 0xAE, TrackKind = 0x83, Video = 0xE0, Width = 0xB0, Height = 0xBA, ShownWidth = 0x54B0, ShownHeight = 0x54BA, ShownUnit = 0x54B2;
    private const long Cluster = 0x1F43B675, Timestamp = 0xE7, SimpleBlock = 0xA3, BlockGroup = 0xA0, Block = 0xA1, Tags = 0x1254C367, Attachments = 0x1941A469;
    private const long SeekHead = 0x114D9B74, Cues = 0x1C53BB6B, Chapters = 0x1043A770, Void = 0xEC, Checksum = 0xBF;

    private static readonly HashSet<long> Parts = [SeekHead, Info, Tracks, Cluster, Cues, Chapters, Tags, Attachments, Void, Checksum];

    private readonly RecordingBytes file;
    private long scale = 1_000_000, last = -1, media;
    private double duration = -1;
    private bool hasVideo, hasSound;
    private int? width, height;

    /// <param name="To">Less than 0 where the element does not say it.</param>
    private readonly record struct Element(long Id, long At, long From, long To);

    private WebmReader(RecordingBytes file) => this.file = file;

    public static RecordingFacts Read(RecordingBytes file) => new WebmReader(file).Read();

    private RecordingFacts Read()
    {
        var head = ElementAt(0, file.Length);
        if (head.Id != Header || head.To < 0 || !Within(head).Any(one => one.Id == DocType && file.At(one.From, (int)Math.Min(4, one.To - one.From)).SequenceEqual("webm"u8))) throw new RecordingException();
        var segment = ElementAt(head.To, file.Length);
        if (segment.Id != Segment || (segment.To >= 0 && segment.To != file.Length)) throw new RecordingException();
        for (var at = segment.From; at < file.Length;)
        {
            var part = ElementAt(at, file.Length);
            if (!Parts.Contains(part.Id)) throw new RecordingException();
            at = part.Id == Cluster ? ReadCluster(part) : part.To >= 0 ? part.To : throw new RecordingException();
            switch (part.Id)
            {
                case Info: ReadInfo(part); break;
                case Tracks: ReadTracks(part); break;
                case Tags or Attachments: Empty(part); break;
            }
        }
        if (!hasVideo && !hasSound) throw new RecordingException();
        return new((duration >= 0 ? duration : last) * scale / 1e9, media, hasVideo, width, height);
    }

    private void ReadInfo(Element info)
    {
        foreach (var one in Within(info))
        {
            if (one.Id == Scale) scale = Number(one);
            else if (one.Id == Duration) duration = Real(one);
        }
        if (scale <= 0) throw new RecordingException();
    }

    private void ReadTracks(Element tracks)
    {
        foreach (var track in Within(tracks).Where(one => one.Id == Track))
        {
            var (kind, video) = (0L, (Element?)null);
            foreach (var one in Within(track))
            {
                if (one.Id == TrackKind) kind = Number(one);
                else if (one.Id == Video) video = one;
            }
            hasSound |= kind == 2;
            if (kind != 1 || video is not { } picture || hasVideo) continue;
            var sizes = Within(picture).Where(one => one.Id is Width or Height or ShownWidth or ShownHeight or ShownUnit).ToDictionary(one => one.Id, one => (int)Math.Min(Number(one), int.MaxValue));
            hasVideo = true;
            var isInPixels = sizes.GetValueOrDefault(ShownUnit) == 0;
            width = isInPixels && sizes.TryGetValue(ShownWidth, out var shownWidth) ? shownWidth : sizes[Width];
            height = isInPixels && sizes.TryGetValue(ShownHeight, out var shownHeight) ? shownHeight : sizes[Height];
            if (width <= 0 || height <= 0) throw new RecordingException();
        }
    }

    /// <returns>Where it ends. One that does not say so ends where something begins that cannot be in it.</returns>
    private long ReadCluster(Element cluster)
    {
        var (at, end, time) = (cluster.From, cluster.To >= 0 ? cluster.To : file.Length, 0L);
        // How long it is was said at the beginning, as nearly all files do.
        if (duration >= 0 && cluster.To >= 0) at = end;
        while (at < end)
        {
            var one = ElementAt(at, end);
            if (cluster.To < 0 && one.Id != Void && one.Id != Checksum && Parts.Contains(one.Id)) break;
            if (one.To < 0) throw new RecordingException();
            if (one.Id == Timestamp) time = Number(one);
            else if (one.Id == SimpleBlock) Note(time, one);
            else if (one.Id == BlockGroup) foreach (var block in Within(one).Where(inner => inner.Id == Block)) Note(time, block);
            at = one.To;
        }
        media += at - cluster.From;
        return at;
    }

    private void Note(long time, Element block)
    {
        var track = Size(block.From, out var length);
        if (track < 0 || block.From + length + 2 > block.To) throw new RecordingException();
        last = Math.Max(last, checked(time + BinaryPrimitives.ReadInt16BigEndian(file.At(block.From + length, 2))));
    }

    /// <summary>An element of the same length that says nothing.</summary>
    private void Empty(Element element)
    {
        var left = element.To - element.At - 2;
        if (left < 127) file.Write(element.At, [(byte)Void, (byte)(0x80 | left)]);
        else
        {
            Span<byte> head = stackalloc byte[9];
            BinaryPrimitives.WriteInt64BigEndian(head[1..], element.To - element.At - 9 | 1L << 56);
            head[0] = (byte)Void;
            file.Write(element.At, head);
        }
        file.Clear(element.At + (left < 127 ? 2 : 9), left < 127 ? left : left - 7);
    }

    private IEnumerable<Element> Within(Element parent)
    {
        for (var at = parent.From; at < parent.To;)
        {
            var one = ElementAt(at, parent.To);
            if (one.To < 0) throw new RecordingException();
            yield return one;
            at = one.To;
        }
    }

    private Element ElementAt(long at, long end)
    {
        file.Step();
        var first = file.At(at, 1)[0];
        var idBytes = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;
        if (idBytes > 4) throw new RecordingException();
        var id = 0L;
        foreach (var part in file.At(at, idBytes)) id = id << 8 | part;
        var size = Size(at + idBytes, out var sizeBytes);
        var from = at + idBytes + sizeBytes;
        if (from > end || size > end - from) throw new RecordingException();
        return new(id, at, from, size < 0 ? -1 : from + size);
    }

    /// <returns>A number of variable length; less than 0 where all its bits are set, which means unknown.</returns>
    private long Size(long at, out int length)
    {
        var first = file.At(at, 1)[0];
        length = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;
        if (length > 8) throw new RecordingException();
        var value = first & (0xFFL >> length);
        foreach (var part in file.At(at + 1, length - 1)) value = value << 8 | part;
        return value == (1L << 7 * length) - 1 ? -1 : value;
    }

    private long Number(Element element)
    {
        var value = 0L;
        foreach (var part in file.At(element.From, (int)Math.Min(9, element.To - element.From))) value = value << 8 | part;
        return element.To - element.From <= 8 && value >= 0 ? value : throw new RecordingException();
    }

    private double Real(Element element) => (element.To - element.From) switch
    {
        4 => BinaryPrimitives.ReadSingleBigEndian(file.At(element.From, 4)),
        8 => BinaryPrimitives.ReadDoubleBigEndian(file.At(element.From, 8)),
        _ => throw new RecordingException(),
    };
}
