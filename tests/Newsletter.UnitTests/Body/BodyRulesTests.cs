using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodyRulesTests
{
    private static readonly Reference Media = new(Targets.Picture);

    [Fact]
    public void A_body_of_every_type_is_in_order() => Assert.Empty(BodyRules.Check(Bodies.OfEveryType("words\tand\nwords")));

    [Fact]
    public void Keys_are_unique_among_siblings() => Refused([new DividerBlock { Key = "a" }, new DividerBlock { Key = "a" }], "/1/_key", "duplicate_key");

    [Fact]
    public void Keys_may_repeat_in_other_places() => Assert.Empty(BodyRules.Check([Text("x") with { Key = "a", Children = [new() { Key = "a", Text = "x" }] }]));

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Keys_have_a_small_alphabet(string key) => Refused([new DividerBlock { Key = key }], "/0/_key", "bad_key");

    [Fact]
    public void An_unknown_mark_is_refused_with_the_known_ones()
    {
        var issue = Refused([Marked("blink")], "/0/children/0/marks/0", "unknown_mark");
        Assert.Equal([.. Decorators.All, "l1"], issue.Allowed);
    }

    [Fact]
    public void A_mark_stands_once() => Refused([Marked("em", "em")], "/0/children/0/marks/1", "duplicate_mark");

    [Fact]
    public void A_link_holds_no_link() =>
        Refused([Marked("a", "b") with { MarkDefs = [Link("a", "/a"), Link("b", "/b")] }], "/0/children/0/marks/1", "nested_link");

    [Fact]
    public void A_definition_is_not_named_like_a_decorator() => Refused([Marked() with { MarkDefs = [Link("em", "/")] }], "/0/markDefs/0/_key", "reserved_key");

    [Fact]
    public void Definitions_have_keys_of_their_own() => Refused([Marked() with { MarkDefs = [Link("a", "/"), Link("a", "/")] }], "/0/markDefs/1/_key", "duplicate_key");

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("HTTP://EXAMPLE.COM/a?b=c#d")]
    [InlineData("https://münchen.example/straße")]
    [InlineData("https://[::1]:8080/")]
    [InlineData("mailto:a@example.com?subject=x")]
    [InlineData("tel:+49-30-123")]
    [InlineData("/")]
    [InlineData("/a//b")]
    [InlineData("#")]
    [InlineData("#a")]
    public void Good_addresses_pass(string href) => Assert.Empty(BodyRules.Check([Marked("l1") with { MarkDefs = [Link("l1", href)] }]));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a/b")]
    [InlineData("//example.com")]
    [InlineData("/\\example.com")]
    [InlineData("https://")]
    [InlineData("https:/example.com")]
    [InlineData("https:///example.com")]
    [InlineData("https://a:b@example.com/")]
    [InlineData("https://example.com/a b")]
    [InlineData("/a\u202Eb")]
    [InlineData("/\t/example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:")]
    [InlineData("tel:")]
    public void Bad_addresses_do_not(string href) => Refused([Marked("l1") with { MarkDefs = [Link("l1", href)] }], "/0/markDefs/0/href", "bad_href");

    [Theory]
    [InlineData("")]
    [InlineData("opener")]
    [InlineData("ugc ugc")]
    [InlineData("ugc  author")]
    public void Link_types_are_closed(string rel) => Refused([Marked("l1") with { MarkDefs = [new LinkMark { Key = "l1", Href = "/", Rel = rel }] }], "/0/markDefs/0/rel", "bad_rel");

    [Fact]
    public void Only_list_items_have_a_level() => Refused([Text("x") with { Level = 1 }], "/0/level", "level_without_list");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Levels_go_from_1_to_6(int level) => Refused([Text("x") with { ListItem = ListItemKind.Bullet, Level = level }], "/0/level", "out_of_range");

    [Fact]
    public void Children_are_spans() => Refused([Text("x") with { Children = [new() { Type = "image", Text = "" }] }], "/0/children/0/_type", "bad_type");

    [Fact]
    public void Control_characters_are_refused() => Refused([Text("a\0b")], "/0/children/0/text", "control_character");

    [Fact]
    public void A_recording_lies_in_one_place()
    {
        Refused([new VideoBlock()], "/0", "exactly_one");
        Refused([new AudioBlock { Media = Media, Provider = "a", ProviderId = "b" }], "/0", "exactly_one");
        Refused([new AudioBlock { Provider = "a" }], "/0/providerId", "bad_format");
        Refused([new VideoBlock { Provider = "A", ProviderId = "b" }], "/0/provider", "bad_format");
        Refused([new VideoBlock { Media = Media, DurationSeconds = -1 }], "/0/durationSeconds", "out_of_range");
        Refused([new VideoBlock { Media = Media, DurationSeconds = double.NaN }], "/0/durationSeconds", "out_of_range");
    }

    [Fact]
    public void An_embed_has_an_address_of_the_web() => Refused([new EmbedBlock { Provider = "x", Url = "mailto:a@b.c" }], "/0/url", "bad_url");

    [Fact]
    public void A_related_link_leads_to_one_place()
    {
        var reference = new Domain.TypedReference(ItemType.Article, Targets.Article);
        Refused([new RelatedLinkBlock { Title = "x" }], "/0", "exactly_one");
        Refused([new RelatedLinkBlock { Title = "x", Href = "/", Reference = reference }], "/0", "exactly_one");
        Refused([new RelatedLinkBlock { Href = "/" }], "/0/title", "required");
        Refused([new RelatedLinkBlock { Href = "x:", Title = "x" }], "/0/href", "bad_href");
        Assert.Empty(BodyRules.Check([new RelatedLinkBlock { Reference = reference }]));
    }

    [Fact]
    public void A_table_is_rectangular_and_not_too_large()
    {
        Refused([new TableBlock { Rows = [Row("a", "b"), Row("a")] }], "/0/rows/1/cells", "not_rectangular");
        Refused([new TableBlock { Rows = [] }], "/0/rows", "too_few");
        Refused([new TableBlock { Rows = [.. Enumerable.Repeat(Row("a"), 501)] }], "/0/rows", "too_many");
        Refused([new TableBlock { Rows = [Row([.. Enumerable.Repeat("a", 51)])] }], "/0/rows/0/cells", "too_many");
        Refused([new TableBlock { Rows = [Row()] }], "/0/rows/0/cells", "too_few");
        Refused([new TableBlock { Rows = [Row("a")], HeaderRows = 2 }], "/0/headerRows", "out_of_range");
        Refused([new TableBlock { Rows = [Row(new string('a', 2_001))] }], "/0/rows/0/cells/0", "too_long");
    }

    [Fact]
    public void A_callout_holds_paragraphs_headings_and_lists()
    {
        Refused([new CalloutBlock { Content = [new DividerBlock()] }], "/0/content/0/_type", "not_allowed_here");
        Refused([new CalloutBlock { Content = [Text("x") with { Style = BlockStyle.Blockquote }] }], "/0/content/0/style", "not_allowed_here");
        Refused([new CalloutBlock { Content = [] }], "/0/content", "too_few");
        Refused([new CalloutBlock { Content = [Text("a\0")] }], "/0/content/0/children/0/text", "control_character");
    }

    public static TheoryData<Block, string> TooLong => new()
    {
        { new ImageBlock { Media = Media, Caption = new('a', 2_001) }, "/0/caption" },
        { new ImageBlock { Media = Media, Credit = new('a', 301) }, "/0/credit" },
        { new ImageBlock { Media = Media, Alt = new('a', 1_001) }, "/0/alt" },
        { new GalleryBlock { Title = new('a', 301), Images = [new() { Media = Media }] }, "/0/title" },
        { new GalleryBlock { Images = [new() { Media = Media, Alt = new('a', 1_001) }] }, "/0/images/0/alt" },
        { new VideoBlock { Media = Media, Title = new('a', 301) }, "/0/title" },
        { new VideoBlock { Media = Media, Caption = new('a', 2_001) }, "/0/caption" },
        { new VideoBlock { Media = Media, Fallback = new('a', 501) }, "/0/fallback" },
        { new VideoBlock { Media = Media, Availability = new() { Status = default, Reason = new('a', 301) } }, "/0/availability/reason" },
        { new EmbedBlock { Provider = "a", Url = "https://a.b/", Fallback = new('a', 501) }, "/0/fallback" },
        { new RelatedLinkBlock { Href = "/", Title = new('a', 301) }, "/0/title" },
        { new RelatedLinkBlock { Href = "/", Title = "a", Prefix = new('a', 61) }, "/0/prefix" },
        { new PullQuoteBlock { Text = new('a', 2_001) }, "/0/text" },
        { new PullQuoteBlock { Text = "a", Attribution = new('a', 301) }, "/0/attribution" },
        { new CalloutBlock { Title = new('a', 301), Content = [Text("a")] }, "/0/title" },
        { new TableBlock { Caption = new('a', 2_001), Rows = [Row("a")] }, "/0/caption" },
    };

    [Theory]
    [MemberData(nameof(TooLong), DisableDiscoveryEnumeration = true)]
    public void Words_have_limits(Block block, string pointer) => Refused([block], pointer, "too_long");

    [Fact]
    public void Galleries_have_1_to_100_pictures()
    {
        Refused([new GalleryBlock { Images = [] }], "/0/images", "too_few");
        Refused([new GalleryBlock { Images = [.. Enumerable.Repeat(new GalleryImage { Media = Media }, 101)] }], "/0/images", "too_many");
    }

    [Fact]
    public void A_body_has_at_most_2000_blocks() => Refused([.. Enumerable.Repeat(new DividerBlock(), 2_001)], "", "too_many");

    [Fact]
    public void A_body_has_at_most_a_million_characters() => Refused([Text(new('a', 600_000)), Text(new('a', 400_001))], "", "too_long");

    [Fact]
    public void Nulls_in_lists_are_refused()
    {
        Refused([null!], "/0", "required");
        Refused([Text("x") with { Children = [null!] }], "/0/children/0", "required");
        Refused([Text("x") with { MarkDefs = [null!] }], "/0/markDefs/0", "required");
        Refused([Marked([null!])], "/0/children/0/marks/0", "required");
        Refused([new GalleryBlock { Images = [null!] }], "/0/images/0", "required");
        Refused([new TableBlock { Rows = [null!] }], "/0/rows/0", "required");
        Refused([new TableBlock { Rows = [Row([null!])] }], "/0/rows/0/cells/0", "required");
        Refused([new CalloutBlock { Content = [null!] }], "/0/content/0", "required");
    }

    [Fact]
    public void A_hostile_body_gets_a_short_answer() => Assert.Equal(100, BodyRules.Check([.. Enumerable.Repeat(Marked("x", "y"), 2_000)]).Count);

    private static Issue Refused(IReadOnlyList<Block> body, string pointer, string code)
    {
        var issue = Assert.Single(BodyRules.Check(body));
        Assert.Equal((pointer, code), (issue.Pointer, issue.Code));
        return issue;
    }

    private static TextBlock Text(string text) => new() { Children = [new() { Text = text }] };

    private static TextBlock Marked(params string[] marks) => new() { Children = [new() { Text = "x", Marks = marks }], MarkDefs = [Link("l1", "/")] };

    private static LinkMark Link(string key, string href) => new() { Key = key, Href = href };

    private static TableRow Row(params string[] cells) => new() { Cells = cells };
}
