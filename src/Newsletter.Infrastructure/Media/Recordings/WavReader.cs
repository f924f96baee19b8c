using System.Buffers.Binary;

namespace Newsletter.Infrastructure.Media.Recordings;

/// <summary>RIFF WAVE. Chunks that neither play nor mark places in the sound become filling: they name people, places and programs.</summary>
internal static class WavReader
{
    private static readonly HashSet<string> Kept = ["fmt ", "data", "fact", "cue ", "smpl", "PEAK", "JUNK", "PAD "];

    public static RecordingFacts Read(RecordingBytes file)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(file.At(4, 4)) > file.Length - 8) throw new RecordingException();
        var (perSecond, sound) = (0L, -1L);
        for (var at = 12L; at < file.Length;)
        {
            file.Step();
            var head = file.At(at, 8);
            var (type, size) = (System.Text.Encoding.Latin1.GetString(head[..4]), (long)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
            if (size > file.Length - at - 8) throw new RecordingException();
            if (type == "fmt ") perSecond = BinaryPrimitives.ReadUInt32LittleEndian(file.At(at + 16, 4));
            else if (type == "data" && sound < 0) sound = size;
            else if (!Kept.Contains(type))
            {
                file.Write(at, "JUNK"u8);
                file.Clear(at + 8, size);
            }
            // Chunks are padded to even lengths; at the end of the file many leave that out.
            at += 8 + size + (size & 1);
        }
        if (perSecond == 0 || sound < 0) throw new RecordingException();
        return new((double)sound / perSecond, sound);
    }
}
