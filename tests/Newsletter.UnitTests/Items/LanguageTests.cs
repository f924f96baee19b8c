namespace Newsletter.UnitTests.Items;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("EN", "en")]
    [InlineData("pt-br", "pt-BR")]
    [InlineData("SR-LATN-rs", "sr-Latn-RS")]
    [InlineData("es-419", "es-419")]
    [InlineData("ca-Valencia", "ca-valencia")]
    public void Tags_have_one_spelling(string tag, string canonical)
    {
        Assert.True(Languages.IsValid(tag));
        Assert.Equal(canonical, Languages.Canonical(tag));
        Assert.Equal(canonical, Languages.Canonical(canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("en_US")]
    [InlineData("en-")]
    [InlineData("en-US\n")]
    [InlineData("<script>")]
    public void What_is_no_tag_is_refused(string tag) => Assert.False(Languages.IsValid(tag));

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("he-IL", "rtl")]
    [InlineData("fa", "rtl")]
    [InlineData("az-Arab", "rtl")]
    [InlineData("ar-Latn", "ltr")]
    [InlineData("en", "ltr")]
    public void The_script_decides_the_direction_and_else_the_language(string tag, string direction) => Assert.Equal(direction, Languages.Direction(tag));
}
