namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>How long a recording in fragments is, whose head does not say it: the sum of its samples.</summary>
/// <param name="file">The recording.</param>
/// <param name="scales">By track, its ticks in a second.</param>
internal sealed class Mp4Fragments(RecordingBytes file, IReadOnlyDictionary<uint, uint> scales)
{
    private readonly Dictionary<uint, uint> defaults = [];
    private readonly Dictionary<uint, ulong> ticks = [];

    public double Seconds(IEnumerable<Mp4Box> boxes, Mp4Box moov)
    {
        foreach (var box in Mp4Reader.Boxes(file, moov).Where(box => box.Type == "mvex").SelectMany(box => Mp4Reader.Boxes(file, box)).Where(box => box.Type == "trex"))
        {
            defaults[file.UInt32(box.From + 4)] = file.UInt32(box.From + 12);
        }
        foreach (var track in boxes.Where(box => box.Type == "moof").SelectMany(box => Mp4Reader.Boxes(file, box)).Where(box => box.Type == "traf")) Add(track);
        return ticks.Where(track => scales.GetValueOrDefault(track.Key) > 0).Select(track => (double)track.Value / scales[track.Key]).DefaultIfEmpty().Max();
    }

    private void Add(Mp4Box track)
    {
        var (id, usual) = (0u, 0u);
        foreach (var box in Mp4Reader.Boxes(file, track))
        {
            var flags = box.Type is "tfhd" or "trun" ? file.UInt32(box.From) & 0xFFFFFF : 0;
            if (box.Type == "tfhd")
            {
                id = file.UInt32(box.From + 4);
                var at = box.From + 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
                usual = (flags & 8) != 0 ? file.UInt32(at) : defaults.GetValueOrDefault(id);
            }
            else if (box.Type == "trun") ticks[id] = checked(ticks.GetValueOrDefault(id) + Run(box, flags, usual));
        }
    }

    private ulong Run(Mp4Box run, uint flags, uint usual)
    {
        var count = file.UInt32(run.From + 4);
        if ((flags & 0x100) == 0) return checked((ulong)count * usual);
        var at = run.From + 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
        var each = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
        if (count > (run.To - at) / each) throw new RecordingException();
        var sum = 0ul;
        for (var n = 0L; n < count; n++)
        {
            file.Step();
            sum += file.UInt32(at + n * each);
        }
        return sum;
    }
}
