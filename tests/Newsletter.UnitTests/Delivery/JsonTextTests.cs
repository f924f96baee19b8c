using System.Text;
using System.Text.Json;
using CsCheck;
using Newsletter.Application.Publishing;

namespace Newsletter.UnitTests.Delivery;

public sealed class JsonTextTests
{
    [Fact]
    public void Any_text_reads_back_the_same_without_escaped_pairs() => Gen.OneOf(Gen.String, Gen.Int[0, 6].Select(at => new[] { "😀", "\\", "\\ud83d", "\"", "\u0001", "𠮷", "\n" }[at]).Array.Select(string.Concat)).Sample(text =>
    {
        // Half a pair is no text; it is written as U+FFFD.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var json = JsonText.Write(text);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        Assert.Equal(text.Contains("😀", StringComparison.Ordinal), Encoding.UTF8.GetString(json).Contains("😀", StringComparison.Ordinal));
    }, iter: 20_000);
}
