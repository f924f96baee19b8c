using System.Text.Json;
using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

public sealed class BodyNormaliserTests
{
    [Fact]
    public void Missing_keys_are_made_and_given_ones_kept()
    {
        var body = BodyNormaliser.Normalise([new DividerBlock(), new DividerBlock { Key = "b1" }, new DividerBlock()]);
        Assert.Equal(["b2", "b1", "b3"], body.Select(block => block.Key));
    }

    [Fact]
    public void Keys_are_made_at_every_depth()
    {
        var body = BodyNormaliser.Normalise(
        [
            new CalloutBlock { Content = [new TextBlock { Children = [new() { Text = "a" }, new() { Text = "b" }] }] },
            new TableBlock { Rows = [new() { Cells = ["a"] }] },
            new GalleryBlock { Images = [new() { Media = new(Targets.Picture) }] },
        ]);
        Assert.Equal("b1", ((CalloutBlock)body[0]).Content[0].Key);
        Assert.Equal(["s1", "s2"], ((TextBlock)((CalloutBlock)body[0]).Content[0]).Children.Select(span => span.Key));
        Assert.Equal("r1", ((TableBlock)body[1]).Rows[0].Key);
        Assert.Equal("i1", ((GalleryBlock)body[2]).Images[0].Key);
    }

    [Fact]
    public void A_list_item_without_level_stands_on_the_first()
    {
        var body = BodyNormaliser.Normalise([new TextBlock { ListItem = ListItemKind.Bullet, Children = [] }, new TextBlock { Children = [] }]);
        Assert.Equal([1, null], body.Cast<TextBlock>().Select(block => block.Level));
    }

    [Fact]
    public void What_is_in_order_stays_as_it_is()
    {
        var body = Bodies.OfEveryType("words");
        Assert.Equal(JsonSerializer.Serialize(body, ContentJson.Options), JsonSerializer.Serialize(BodyNormaliser.Normalise(body), ContentJson.Options));
    }

    [Fact]
    public void A_body_survives_its_JSON()
    {
        var json = JsonSerializer.Serialize(Bodies.OfEveryType("words"), ContentJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<IReadOnlyList<Block>>(json, ContentJson.Options), ContentJson.Options));
    }
}
