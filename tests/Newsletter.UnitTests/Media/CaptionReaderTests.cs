using System.Text;
using Newsletter.Infrastructure.Media.Recordings;
using Newsletter.Testing;

namespace Newsletter.UnitTests.Media;

public sealed class CaptionReaderTests
{
    [Theory]
    [InlineData("WEBVTT")]
    [InlineData("\uFEFFWEBVTT - A title\r\nX: y\r\n\r\nNOTE for editors\r\n--\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000 line:0 position:10%\r\n<v Ana>Hello\r\n")]
    [InlineData("WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n100:00:01.000 --> 100:00:02.000\nLate\n\n\n100:00:01.000 --> 100:00:03.000\nBeside it")]
    public async Task Captions_that_players_understand_are_taken(string text) => Assert.Null(await CheckAsync(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("WEBVTT\n\n00:01.000 -> 00:02.000\nx", 3)]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:01.000\nx", 3)]
    [InlineData("WEBVTT\n\n00:61.000 --> 01:02.000\nx", 3)]
    [InlineData("WEBVTT\n\n00:01,000 --> 00:02,000\nx", 3)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\ny", 6)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000\nx\n00:06.000 --> 00:07.000\ny", 5)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000 color:red\nx", 3)]
    [InlineData("WEBVTT\n\n1\n\n00:05.000 --> 00:06.000\nx", 3)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\nSTYLE\n::cue { color: red }", 6)]
    public async Task A_mistake_is_named_with_its_line(string text, int line)
    {
        var issue = Assert.Single((await CheckAsync(Encoding.UTF8.GetBytes(text)))!.Issues);
        Assert.Equal(("/file", "broken_captions"), (issue.Pointer, issue.Code));
        Assert.StartsWith($"Line {line}:", issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_encodings_and_whole_books_are_refused()
    {
        Assert.StartsWith("Line 4:", Assert.Single((await CheckAsync([.. "WEBVTT\n\n00:01.000 --> 00:02.000\n"u8, 0xE4, 0x20]))!.Issues).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.TooLarge, (await CheckAsync([.. TestRecordings.Captions(), .. new byte[2 * 1024 * 1024]]))!.Kind);
    }

    private static async Task<Error?> CheckAsync(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            return await CaptionReader.CheckAsync(path, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
