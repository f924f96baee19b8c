using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Application;
using Newsletter.Application.Items;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Editions;

namespace Newsletter.UnitTests.Items;

public sealed class ContentShapeTests
{
    [Fact]
    public void Everything_that_does_not_fit_is_reported_where_it_stands()
    {
        var shape = Check("""{"title":5,"sections":[{"titel":"x","items":[{"title":"no article"}]},null],"number":"1","body":[{"_type":"nonsense"}]}""", typeof(Edition));
        Assert.Equal(["/body/0/_type unknown_value", "/newsletter required", "/number wrong_type", "/sections/0/items/0/article required", "/sections/0/titel unknown_field", "/sections/1 wrong_type", "/title wrong_type"],
            shape.Issues.Select(issue => $"{issue.Pointer} {issue.Code}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void References_are_found_with_their_relation_and_put_back_as_ids()
    {
        var json = (JsonObject)JsonNode.Parse("""{"title":"x","tags":["energy"],"leadMedia":{"media":"pic"},"seo":{"image":"og"},"authors":[{"author":{"id":"ana","title":"Ana"}}]}""")!;
        var shape = new ContentShape(null);
        shape.Check(json, typeof(Article));
        Assert.Empty(shape.Issues);
        Assert.Equal(["/authors/0/author author ana", "/leadMedia/media link pic", "/seo/image link og", "/tags/0 tag energy"],
            shape.References.Select(found => $"{found.Pointer} {found.Relation} {found.IdOrSlug}").Order(StringComparer.Ordinal));
        var id = Guid.CreateVersion7();
        foreach (var found in shape.References) found.Resolve(id);
        Assert.Equal(id, json.Deserialize<Article>(ContentJson.Options)!.Authors[0].Author.Id.Value);
    }

    [Fact]
    public void The_report_does_not_grow_with_what_is_refused()
    {
        var json = new JsonObject();
        for (var n = 0; n < 10_000; n++) json[new string('x', 600) + n] = n;
        var shape = new ContentShape(null);
        shape.Check(json, typeof(Article));
        Assert.Equal(100, shape.Issues.Count);
        Assert.All(shape.Issues, issue => Assert.True(issue.Pointer.Length + issue.Message.Length < 1_000));
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", true)]
    [InlineData("2026-01-31T12:00:00.1234567+05:30", true)]
    [InlineData("9999-12-31T23:59:59.9999999Z", true)]
    [InlineData("2026-01-31T12:00:00", false)]
    [InlineData("2026-01-31", false)]
    [InlineData("2026-01-31T24:00:00Z", false)]
    [InlineData("2026-01-31T23:59:60Z", false)]
    [InlineData("2026-02-29T12:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00+14:00", false)]
    [InlineData("9999-12-31T23:59:59-14:00", false)]
    [InlineData("2026-01-31T12:00:00+15:00", false)]
    [InlineData("2026-01-31T12:00:00Z ", false)]
    [InlineData("2026-01-31T12:00:00Z\n", false)]
    [InlineData("２026-01-31T12:00:00Z", false)]
    public void Instants_that_pass_can_be_read(string text, bool passes)
    {
        var shape = Check("{\"title\":\"x\",\"breaking\":{\"until\":" + JsonSerializer.Serialize(text) + "}}", typeof(Article));
        Assert.Equal(passes, shape.Issues.Count == 0);
        if (passes) Assert.True(Instants.TryParse(text, out _));
    }

    private static ContentShape Check(string json, Type type)
    {
        var shape = new ContentShape(null);
        shape.Check((JsonObject)JsonNode.Parse(json)!, type);
        return shape;
    }
}
