using Newsletter.Application;

namespace Newsletter.UnitTests.Items;

public sealed class CursorsTests
{
    private static readonly Cursor Place = new("637", Guid.Parse("0190a5a0-0000-7000-8000-000000000000"), true);

    [Fact]
    public void A_cursor_is_read_by_the_list_it_was_made_for()
    {
        var cursors = new Cursors(new(new Key(1)));
        var text = cursors.Write(Place, "/a?q=1");
        Assert.Equal(Place, cursors.Read(text, "/a?q=1").Value);
        Assert.Equal("invalid_cursor", cursors.Read(text, "/a?q=2").Error?.Code);
        Assert.Equal("invalid_cursor", new Cursors(new(new Key(2))).Read(text, "/a?q=1").Error?.Code);
    }

    [Fact]
    public void A_cursor_that_was_changed_anywhere_is_refused()
    {
        var cursors = new Cursors(new(new Key(1)));
        var text = cursors.Write(Place, "/a");
        for (var at = 0; at < text.Length - 1; at++)
            Assert.Equal("invalid_cursor", cursors.Read($"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}", "/a").Error?.Code);
        foreach (var bad in new[] { "", "A", "====", "ä", text + "AAAA", text[..20] }) Assert.Equal("invalid_cursor", cursors.Read(bad, "/a").Error?.Code);
    }

    private sealed class Key(byte value) : ISigningKey
    {
        public byte[] Value => [value];
    }
}
