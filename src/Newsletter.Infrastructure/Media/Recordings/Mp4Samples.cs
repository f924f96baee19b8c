using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>The samples of a track, by the tables that say where they lie (ISO/IEC 14496-12, section 8.7).</summary>
internal static class Mp4Samples
{
    /// <summary>Overwrites all of them.</summary>
    public static void Clear(RecordingBytes file, List<Mp4Box> tables)
    {
        var sizes = tables.Find(box => box.Type == "stsz");
        var runs = tables.Find(box => box.Type == "stsc");
        var chunks = tables.Find(box => box.Type is "stco" or "co64");
        if (sizes.Type is null || runs.Type is null || chunks.Type is null) return;
        var (width, same) = (chunks.Type == "co64" ? 8 : 4, file.UInt32(sizes.From + 4));
        var (run, sample, cleared) = (0u, 0L, 0L);
        var (runCount, chunkCount, sampleCount) = (file.UInt32(runs.From + 4), file.UInt32(chunks.From + 4), file.UInt32(sizes.From + 8));
        for (var chunk = 0L; chunk < chunkCount && sample < sampleCount; chunk++)
        {
            file.Step();
            while (run + 1 < runCount && file.UInt32(runs.From + 8 + 12L * (run + 1)) <= chunk + 1) run++;
            var at = width == 8 ? checked((long)BinaryPrimitives.ReadUInt64BigEndian(file.At(chunks.From + 8 + 8 * chunk, 8))) : file.UInt32(chunks.From + 8 + 4 * chunk);
            var bytes = 0L;
            for (var n = file.UInt32(runs.From + 12 + 12L * run); n > 0 && sample < sampleCount; n--, sample++)
            {
                file.Step();
                bytes += same > 0 ? same : file.UInt32(sizes.From + 12 + 4 * sample);
            }
            // Samples that lie over one another would be written again and again.
            if ((cleared += bytes) > file.Length) throw new RecordingException();
            file.Clear(at, bytes);
        }
    }
}
