using System.Text;
using CsCheck;
using Newsletter.Infrastructure.Media;
using Newsletter.Infrastructure.Media.Recordings;
using Newsletter.Testing;

namespace Newsletter.UnitTests.Media;

public sealed class RecordingIntakeTests
{
    private static readonly Dictionary<string, Func<byte[]>> Kinds = new()
    {
        ["audio/wav"] = () => TestRecordings.Wav(),
        ["audio/mpeg"] = () => TestRecordings.Mp3(),
        ["audio/ogg"] = () => TestRecordings.Ogg(),
        ["audio/mp4"] = () => TestRecordings.Mp4(video: false),
        ["video/mp4"] = () => TestRecordings.Mp4(),
        ["audio/webm"] = () => TestRecordings.Webm(video: false),
        ["video/webm"] = () => TestRecordings.Webm(),
    };

    public static TheoryData<string> Types => [.. Kinds.Keys];

    [Theory, MemberData(nameof(Types))]
    public void The_container_says_what_it_holds_and_how_long_it_is(string contentType)
    {
        var (taken, _) = Take(Kinds[contentType]());
        Assert.Equal((contentType, contentType.StartsWith("video/", StringComparison.Ordinal) ? (640, 360) : ((int?)null, (int?)null)), (taken!.Type.ContentType, (taken.File.Width, taken.File.Height)));
        Assert.Equal(2, taken.File.DurationSeconds!.Value, 0.02);
        Assert.True(taken.File.BitRate > 0);
    }

    [Fact]
    public void A_bit_rate_is_an_average() => Assert.Equal((64_000, 128_000), (Take(TestRecordings.Wav()).Taken!.File.BitRate, (int)Math.Round(Take(TestRecordings.Mp3(300)).Taken!.File.BitRate!.Value / 1000d) * 1000));

    [Fact]
    public void What_was_recorded_upright_is_higher_than_wide() => Assert.Equal((360, 640), (Take(TestRecordings.Mp4(turned: true)).Taken!.File.Width, Take(TestRecordings.Mp4(turned: true)).Taken!.File.Height));

    [Fact]
    public void What_a_browser_recorded_is_as_long_as_its_last_block() => Assert.Equal(5, Take(TestRecordings.Webm(5, live: true)).Taken!.File.DurationSeconds);

    [Fact]
    public void A_recording_in_fragments_is_as_long_as_its_samples()
    {
        // Its head says 0 seconds, and 50 samples of 40 ms each follow in two runs, one with a time for each.
        var whole = TestRecordings.Mp4(0);
        byte[] each = [.. Number(0x100), .. Number(20), .. Enumerable.Range(0, 20).SelectMany(_ => Number(40))];
        byte[] fragment = TestRecordings.Box("moof", TestRecordings.Box("traf", TestRecordings.Box("tfhd", Number(8), Number(1), Number(40)), TestRecordings.Box("trun", Number(0), Number(30)), TestRecordings.Box("trun", each)));
        Assert.Equal(2, Take([.. whole, .. fragment]).Taken!.File.DurationSeconds);
    }

    [Fact]
    public void Where_and_by_whom_it_was_made_is_left_behind_and_nothing_moves()
    {
        const string Secret = "+52.5200+013.4050/";
        byte[] secret = Encoding.ASCII.GetBytes(Secret);
        var chapters = TestRecordings.Box("chpl", "Chapter"u8.ToArray());
        foreach (var (bytes, kept) in new[]
        {
            (TestRecordings.Mp4(userData: [.. TestRecordings.Box("udta", TestRecordings.Box("\u00A9xyz", secret), chapters), .. TestRecordings.Box("meta", secret)]), "Chapter"),
            ([.. TestRecordings.Mp4(), .. TestRecordings.Box("uuid", secret)], "isom"),
            (TestRecordings.Mp3(tag: TestRecordings.Id3(("TIT2", "Kept title"), ("PRIV", Secret), ("TXXX", Secret))), "Kept title"),
            ([.. TestRecordings.Mp3(), .. "TAG"u8, .. secret, .. new byte[125 - secret.Length]], "Info"),
            (TestRecordings.Ogg(comments: ["TITLE=Kept title", "GEO_LOCATION=" + Secret]), "TITLE=Kept title"),
            (TestRecordings.Wav(2, TestRecordings.Chunk("LIST", secret), TestRecordings.Chunk("bext", secret)), "fmt "),
            (TestRecordings.Webm(tags: TestRecordings.Element("1254C367", [.. secret, .. new byte[300]])), "webm"),
            (TestRecordings.Webm(tags: TestRecordings.Element("1254C367", secret)), "webm"),
        })
        {
            Assert.Contains(Secret, Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
            var (taken, left) = Take(bytes);
            Assert.True(taken!.IsChanged);
            Assert.DoesNotContain(Secret, Encoding.ASCII.GetString(left), StringComparison.Ordinal);
            Assert.Contains(kept, Encoding.ASCII.GetString(left), StringComparison.Ordinal);
            // It is whole, and there is nothing more to leave behind but the padding of a tag.
            var again = Take(left);
            Assert.Equal(left, again.Left);
            Assert.Equal(taken.File.DurationSeconds, again.Taken!.File.DurationSeconds);
        }
    }

    [Fact]
    public void The_samples_of_a_track_that_records_places_are_overwritten()
    {
        var mp4 = TestRecordings.Mp4();
        var at = mp4.Length;
        var secret = "GPS5 52.52 13.40"u8.ToArray();
        var track = TestRecordings.Box("trak", TestRecordings.Box("tkhd", new byte[84]), TestRecordings.Box("mdia", TestRecordings.Box("mdhd", new byte[24]), TestRecordings.Box("hdlr", [.. new byte[8], .. "meta"u8]),
            TestRecordings.Box("minf", TestRecordings.Box("stbl", TestRecordings.Box("stsd", new byte[8]), TestRecordings.Box("stsz", Number(0), Number(16), Number(1)),
                TestRecordings.Box("stsc", Number(0), Number(1), Number(1), Number(1), Number(1)), TestRecordings.Box("stco", Number(0), Number(1), Number(at + 8 + Added))))));
        Assert.Equal(Added, track.Length);
        var (taken, left) = Take([.. TestRecordings.Mp4(userData: track), .. TestRecordings.Box("mdat", secret)]);
        Assert.Equal(2, taken!.File.DurationSeconds);
        Assert.DoesNotContain("52.52", Encoding.ASCII.GetString(left), StringComparison.Ordinal);
    }

    /// <summary>What the track above adds before its samples.</summary>
    private const int Added = 8 + 92 + 8 + 32 + 20 + 8 + 8 + 16 + 20 + 28 + 20;

    [Theory, MemberData(nameof(Types))]
    public void A_part_of_a_recording_is_broken(string contentType)
    {
        var whole = Kinds[contentType]();
        foreach (var length in new[] { 1, 2, 3, 8, 12, 20, 30, whole.Length / 3, whole.Length / 2, whole.Length - 100, whole.Length - 1 }) Assert.Null(Take(whole[..length], contentType).Taken);
    }

    public static TheoryData<string> Hostile => [.. HostileFiles.Keys];

    private static readonly Dictionary<string, (string ContentType, Func<byte[]> Make)> HostileFiles = new()
    {
        ["a box of no size"] = ("video/mp4", () => [.. TestRecordings.Box("ftyp", "isom"u8.ToArray()), .. TestRecordings.Box("moov", new byte[8])]),
        ["a box larger than the file"] = ("video/mp4", () => [.. TestRecordings.Box("ftyp", "isom"u8.ToArray()), 0, 0, 0, 1, .. "moov"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ["a box of a negative size"] = ("video/mp4", () => [.. TestRecordings.Box("ftyp", "isom"u8.ToArray()), 0, 0, 0, 1, .. "moov"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ["a box larger than the one it is in"] = ("video/mp4", () => [.. TestRecordings.Box("ftyp", "isom"u8.ToArray()), .. TestRecordings.Box("moov", [0, 0, 0, 200, .. "mvhd"u8, .. new byte[20]]), .. new byte[300]]),
        ["two heads"] = ("video/mp4", () => TestRecordings.Mp4() is var one ? [.. one, .. TestRecordings.Box("moov", new byte[8])] : []),
        ["no samples"] = ("video/mp4", () => TestRecordings.Mp4()[..^1008]),
        ["an element larger than everything"] = ("video/webm", () => [.. TestRecordings.Webm()[..18], 0x18, 0x53, 0x80, 0x67, 0x01, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0, 0]),
        ["elements without sizes in one another"] = ("video/webm", () => [.. TestRecordings.Webm()[..18], 0x18, 0x53, 0x80, 0x67, 0xFF, .. Enumerable.Repeat((byte[])[0x1F, 0x43, 0xB6, 0x75, 0xFF], 10_000).SelectMany(one => one)]),
        ["a duration without an end"] = ("video/webm", () => TestRecordings.Webm() is var webm && webm.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x44, 0x89]) is var at ? [.. webm[..(at + 6)], 0x7F, 0xF0, 0, 0, 0, 0, 0, 0, .. webm[(at + 14)..]] : []),
        ["a stream that breaks off"] = ("audio/ogg", () => TestRecordings.Ogg(ends: false)),
        ["a page with another checksum"] = ("audio/ogg", () => TestRecordings.Ogg() is var ogg ? [.. ogg[..^1], 1] : []),
        ["comments larger than their packet"] = ("audio/ogg", () => TestRecordings.Ogg(comments: new string('x', 200)) is var ogg && ogg.AsSpan().IndexOf("OpusTags"u8) is var at ? [.. ogg[..(at + 8)], 0xFF, 0xFF, 0xFF, 0x7F, .. ogg[(at + 12)..]] : []),
        ["garbage after a sync word"] = ("audio/mpeg", () => [0xFF, 0xFB, 0x90, 0, .. Enumerable.Range(0, 5_000).Select(n => (byte)(n * 7))]),
        ["a tag larger than the file"] = ("audio/mpeg", () => [.. "ID3"u8, 4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F, .. TestRecordings.Mp3()]),
        ["fewer frames than were said"] = ("audio/mpeg", () => TestRecordings.Mp3()[..^TestRecordings.Mp3FrameBytes]),
        ["sound of no speed"] = ("audio/wav", () => TestRecordings.Wav() is var wav ? [.. wav[..28], 0, 0, 0, 0, .. wav[32..]] : []),
        ["a chunk larger than the file"] = ("audio/wav", () => TestRecordings.Wav() is var wav ? [.. wav[..16], 0xFF, 0xFF, 0xFF, 0xFF, .. wav[20..]] : []),
    };

    [Theory, MemberData(nameof(Hostile))]
    public void A_hostile_file_is_broken_and_nothing_else(string name) => Assert.Null(Take(HostileFiles[name].Make(), HostileFiles[name].ContentType).Taken);

    [Theory, MemberData(nameof(Types))]
    public void Whatever_is_changed_in_a_recording_it_is_taken_or_broken(string contentType)
    {
        var whole = Kinds[contentType]();
        Gen.Select(Gen.Int[0, Math.Min(whole.Length, 600) - 1].Array[1, 8], Gen.Byte.Array[8]).Sample((places, values) =>
        {
            var changed = (byte[])whole.Clone();
            for (var n = 0; n < places.Length; n++) changed[places[n]] = values[n];
            Take(changed, contentType);
        }, iter: 300, threads: 1);
    }

    private static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static (TakenRecording? Taken, byte[] Left) Take(byte[] bytes, string? contentType = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            var type = contentType is null ? MediaTypes.Detect(bytes)! : new MediaType(contentType is "audio/webm" ? "video/webm" : contentType, "x");
            var taken = new RecordingIntake(new()).TakeAsync(path, type, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            if (!taken.Failed) return (taken.Value, File.ReadAllBytes(path));
            Assert.True(taken.Error.Issues is [{ Pointer: "/file", Code: "broken_recording" }] || taken.Error.Code == "too_long");
            return (null, []);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
