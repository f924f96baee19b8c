using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>A box of ISO/IEC 14496-12: where it begins, and its content.</summary>
internal readonly record struct Mp4Box(string Type, long At, long From, long To);

/// <summary>MP4 and M4A. What tells of people and places (user data, metadata, tracks that record where a camera was) becomes free space.</summary>
internal sealed class Mp4Reader
{
    /// <summary>Of the user data this alone is about the recording: its chapters.</summary>
    private const string ChapterList = "chpl";

    private readonly RecordingBytes file;
    private long media;
    private bool hasVideo, hasSound;
    private int? width, height;

    private Mp4Reader(RecordingBytes file) => this.file = file;

    public static RecordingFacts Read(RecordingBytes file) => new Mp4Reader(file).Read();

    private RecordingFacts Read()
    {
        var boxes = Boxes(file, 0, file.Length, isFile: true).ToList();
        if (boxes is not [{ Type: "ftyp" }, ..] || boxes.Count(box => box.Type == "moov") != 1) throw new RecordingException();
        media = boxes.Where(box => box.Type == "mdat").Sum(box => box.To - box.From);
        var moov = boxes.Single(box => box.Type == "moov");
        var (seconds, scales) = (0d, new Dictionary<uint, uint>());
        foreach (var box in boxes) if (box.Type is "meta" or "uuid" or "udta") Free(box);
        foreach (var box in Boxes(file, moov.From, moov.To))
        {
            if (box.Type == "mvhd") seconds = Times(box, 12);
            else if (box.Type == "trak") ReadTrack(box, scales);
            else Clean(box);
        }
        if ((!hasVideo && !hasSound) || media == 0) throw new RecordingException();
        if (seconds == 0) seconds = new Mp4Fragments(file, scales).Seconds(boxes, moov);
        return new(seconds, media, hasVideo, width, height);
    }

    private void ReadTrack(Mp4Box track, Dictionary<uint, uint> scales)
    {
        var parts = Boxes(file, track.From, track.To).ToList();
        foreach (var part in parts) Clean(part);
        var media = Boxes(file, One(parts, "mdia")).ToList();
        var tkhd = One(parts, "tkhd");
        var isLong = file.At(tkhd.From, 1)[0] == 1;
        var mdhd = One(media, "mdhd");
        scales[file.UInt32(tkhd.From + (isLong ? 20 : 12))] = file.UInt32(mdhd.From + (file.At(mdhd.From, 1)[0] == 1 ? 20 : 12));
        var table = One([.. Boxes(file, One([.. Boxes(file, One(media, "minf"))], "stbl"))], "stsd");
        if (table.To - table.From < 8) throw new RecordingException();
        switch (System.Text.Encoding.Latin1.GetString(file.At(One(media, "hdlr").From + 8, 4)))
        {
            case "soun":
                hasSound = true;
                break;
            case "vide" when !hasVideo:
                hasVideo = true;
                ReadSize(tkhd.From + (isLong ? 52 : 40));
                break;
            case "meta":
                Mp4Samples.Clear(file, [.. Boxes(file, One([.. Boxes(file, One(media, "minf"))], "stbl"))]);
                Free(track);
                break;
        }
    }

    /// <summary>As it is shown: a phone that is held upright records pictures that lie on their side.</summary>
    private void ReadSize(long matrix)
    {
        var isTurned = file.UInt32(matrix) == 0 && file.UInt32(matrix + 4) != 0;
        var (across, down) = ((int)(file.UInt32(matrix + 36) >> 16), (int)(file.UInt32(matrix + 40) >> 16));
        if (across == 0 || down == 0) throw new RecordingException();
        (width, height) = isTurned ? (down, across) : (across, down);
    }

    /// <summary>A duration and its scale, of which version 1 has the longer form.</summary>
    private double Times(Mp4Box box, int at)
    {
        var isLong = file.At(box.From, 1)[0] == 1;
        var scale = file.UInt32(box.From + (isLong ? at + 8 : at));
        var ticks = isLong ? BinaryPrimitives.ReadUInt64BigEndian(file.At(box.From + at + 12, 8)) : file.UInt32(box.From + at + 4);
        if (scale == 0) throw new RecordingException();
        return ticks == (isLong ? ulong.MaxValue : uint.MaxValue) ? 0 : (double)ticks / scale;
    }

    private void Clean(Mp4Box box)
    {
        if (box.Type is "meta" or "uuid") Free(box);
        if (box.Type != "udta") return;
        foreach (var told in Boxes(file, box)) if (told.Type != ChapterList) Free(told);
    }

    private void Free(Mp4Box box)
    {
        if (box.Type is "free" or "skip") return;
        file.Write(box.At + 4, "free"u8);
        file.Clear(box.From, box.To - box.From);
    }

    private static Mp4Box One(List<Mp4Box> boxes, string type) => boxes.Find(box => box.Type == type) is { Type: not null } found ? found : throw new RecordingException();

    internal static IEnumerable<Mp4Box> Boxes(RecordingBytes file, Mp4Box parent) => Boxes(file, parent.From, parent.To);

    /// <param name="isFile">Whether these are the boxes of the file itself, the last of which may reach to its end without saying so.</param>
    internal static IEnumerable<Mp4Box> Boxes(RecordingBytes file, long from, long to, bool isFile = false)
    {
        // User data may end with four bytes of nothing.
        for (var at = from; isFile ? at < to : at <= to - 8;)
        {
            file.Step();
            if (to - at < 8) throw new RecordingException();
            var (size, head) = ((ulong)file.UInt32(at), 8);
            var type = System.Text.Encoding.Latin1.GetString(file.At(at + 4, 4));
            if (size == 1) (size, head) = (BinaryPrimitives.ReadUInt64BigEndian(file.At(at + 8, 8)), 16);
            else if (size == 0 && isFile) size = (ulong)(to - at);
            if (size < (ulong)head || size > (ulong)(to - at)) throw new RecordingException();
            yield return new(type, at, at + head, at + (long)size);
            at += (long)size;
        }
    }
}
