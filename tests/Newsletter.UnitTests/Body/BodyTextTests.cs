using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodyTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n ", 0)]
    [InlineData("one two\nthree", 3)]
    [InlineData("don't re-read 3 times", 4)]
    [InlineData("e\u0301te\u0301 — été", 2)]
    [InlineData("Привет, мир!", 2)]
    [InlineData("안녕 세계", 2)]
    [InlineData("我喜欢 coffee 很多", 6)]
    [InlineData("コーヒー", 4)]
    [InlineData("สวัสดีชาวโลก", 2)]
    [InlineData("שלום עולם", 2)]
    public void Words_are_counted_in_every_script(string text, int words) => Assert.Equal(words, BodyText.WordCount(text));

    [Fact]
    public void Reading_takes_whole_minutes()
    {
        Assert.Equal(0, BodyText.ReadingMinutes(""));
        Assert.Equal(1, BodyText.ReadingMinutes("word"));
        Assert.Equal(2, BodyText.ReadingMinutes(string.Join(' ', Enumerable.Repeat("word", 231))));
        Assert.Equal(2, BodyText.ReadingMinutes(new('字', 1_000)));
        Assert.Equal(3, BodyText.ReadingMinutes(new('字', 1_001)));
    }

    [Fact]
    public void Text_of_every_type_is_text()
    {
        var text = BodyText.Render(Bodies.OfEveryType("words"), new Targets("of the target"));
        Assert.StartsWith("words\n\nwords\n\nwords\n\nwords\nwords", text, StringComparison.Ordinal);
        Assert.Contains("words\tb\nc\twords", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
    }
}
