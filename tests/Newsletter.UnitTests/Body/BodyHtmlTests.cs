using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.UnitTests.Body;

public sealed class BodyHtmlTests
{
    [Fact]
    public void Lists_nest_by_level() => Assert.Equal(
        "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><p>d</p>",
        Html(Item("a", ListItemKind.Bullet, 1), Item("b", ListItemKind.Number, 2), Item("c", ListItemKind.Bullet, 1), Text("d")));

    [Fact]
    public void A_link_to_what_readers_cannot_see_keeps_its_text() => Assert.Equal(
        "<p>a</p>",
        Html(Text("a", "l") with { MarkDefs = [new InternalLinkMark { Key = "l", Reference = new(ItemType.Article, Targets.Missing) }] }));

    [Fact]
    public void A_link_to_an_item_leads_to_its_address() => Assert.Equal(
        "<p><a href=\"/articles/article\">a</a></p>",
        Html(Text("a", "l") with { MarkDefs = [new InternalLinkMark { Key = "l", Reference = new(ItemType.Article, Targets.Article) }] }));

    [Fact]
    public void Blocks_without_their_target_are_left_out()
    {
        var missing = new Reference(Targets.Missing);
        Assert.Empty(Html(
            new ImageBlock { Media = missing },
            new GalleryBlock { Title = "x", Images = [new() { Media = missing }] },
            new VideoBlock { Media = missing },
            new RelatedLinkBlock { Reference = new(ItemType.Article, Targets.Missing) },
            new PodcastBlock { Reference = missing },
            new SubscribeFormBlock { Newsletter = missing },
            new AuthorBioBlock { Author = missing },
            new NoticeBlock { Reference = missing }));
    }

    [Fact]
    public void A_picture_takes_the_words_of_its_media_item_where_it_has_none() => Assert.Equal(
        $"<figure class=\"image image-full\"><img src=\"/media/{Targets.Picture}/original.jpg\" alt=\"own\" width=\"640\" height=\"480\"><figcaption>Words <small>Words</small></figcaption></figure>",
        Html(new ImageBlock { Media = new(Targets.Picture), Alt = "own", Size = ImageSize.Full }));

    [Fact]
    public void A_video_that_cannot_be_played_says_so_and_why() => Assert.Equal(
        "<figure class=\"video unavailable\"><p>Instead</p><figcaption>Rights</figcaption></figure>",
        Html(new VideoBlock { Provider = "youtube", ProviderId = "a", Fallback = "Instead", Availability = new() { Status = AvailabilityStatus.Expired, Reason = "Rights" } }));

    [Fact]
    public void A_video_elsewhere_is_linked_and_not_loaded() => Assert.Equal(
        "<figure class=\"video\" data-provider=\"youtube\" data-provider-id=\"a\"><a href=\"https://www.youtube.com/watch?v=a\">T</a></figure>",
        Html(new VideoBlock { Provider = "youtube", ProviderId = "a", Title = "T" }));

    [Fact]
    public void A_callout_is_an_aside() => Assert.Equal(
        "<aside class=\"callout callout-tip\"><p class=\"callout-title\">T</p><p>a</p></aside>",
        Html(new CalloutBlock { Variant = CalloutVariant.Tip, Title = "T", Content = [Text("a")] }));

    [Fact]
    public void A_notice_does_not_hold_notices() => Assert.Equal(
        "<aside class=\"notice\"><p class=\"notice-title\">Words</p><p>Words</p></aside>",
        Html(new NoticeBlock { Reference = new(Targets.Notice) }));

    [Fact]
    public void A_table_has_head_and_body() => Assert.Equal(
        "<table><caption>C</caption><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>b<br/>c</td></tr></tbody></table>",
        Html(new TableBlock { Caption = "C", HeaderRows = 1, Rows = [new() { Cells = ["a"] }, new() { Cells = ["b\nc"] }] }));

    [Fact]
    public void Every_type_is_valid_and_safe() => SafeHtml.Check(BodyHtml.Render(Bodies.OfEveryType("a <b> & \"c\""), new Targets("<i>")));

    private static string Html(params Block[] body) => BodyHtml.Render(body, new Targets());

    private static TextBlock Text(string text, params string[] marks) => new() { Children = [new() { Text = text, Marks = marks }] };

    private static TextBlock Item(string text, ListItemKind kind, int level) => Text(text) with { ListItem = kind, Level = level };
}
