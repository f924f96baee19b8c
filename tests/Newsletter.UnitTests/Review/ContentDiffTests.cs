using System.Text.Json.Nodes;
using Newsletter.Application.Revisions;
using Xunit;

namespace Newsletter.UnitTests.Review;

public sealed class ContentDiffTests
{
    [Fact]
    public void Equal_contents_do_not_differ() => Assert.Empty(Between("""{"title":"a","tags":["x"],"seo":{"title":null}}""", """{"title":"a","tags":["x"],"seo":{"title":null}}"""));

    [Theory]
    [InlineData("""{"title":"a"}""", """{"title":"b"}""", "replace /title")]
    [InlineData("""{"seo":null}""", """{"seo":{"title":"x"}}""", "replace /seo")]
    [InlineData("""{"seo":{"title":"x","noIndex":true}}""", """{"seo":{"title":"y","noIndex":true}}""", "replace /seo/title")]
    [InlineData("""{"tags":["a","b"]}""", """{"tags":["b"]}""", "remove /tags/0")]
    [InlineData("""{"tags":["a","b"]}""", """{"tags":["c","a","b"]}""", "add /tags/0")]
    [InlineData("""{"tags":["a","b","c"]}""", """{"tags":["c","a","b"]}""", "move /tags/0")]
    [InlineData("""{"a/b":1}""", """{"a/b":2}""", "replace /a~1b")]
    public void One_change_is_one_difference(string before, string after, string difference) => Assert.Equal([difference], Between(before, after));

    [Fact]
    public void A_paragraph_put_in_front_is_one_addition()
    {
        var before = """{"body":[{"_key":"a","t":1},{"_key":"b","t":2}]}""";
        var after = """{"body":[{"_key":"n","t":0},{"_key":"a","t":1},{"_key":"b","t":3}]}""";
        Assert.Equal(["add /body/0", "replace /body/2/t"], Between(before, after));
    }

    [Fact]
    public void A_byline_that_changes_its_order_moves_one_author()
    {
        var before = """{"authors":[{"author":"1","role":"w"},{"author":"2","role":"w"},{"author":"3","role":"w"}]}""";
        var after = """{"authors":[{"author":"2","role":"w"},{"author":"3","role":"e"},{"author":"1","role":"w"}]}""";
        Assert.Equal(["replace /authors/1/role", "move /authors/2"], Between(before, after));
    }

    [Fact]
    public void The_same_value_twice_is_told_apart() => Assert.Equal(["add /tags/1"], Between("""{"tags":["a"]}""", """{"tags":["a","a"]}"""));

    private static IEnumerable<string> Between(string before, string after) =>
        ContentDiff.Between((JsonObject)JsonNode.Parse(before)!, (JsonObject)JsonNode.Parse(after)!).Select(change => $"{change.Op} {change.Pointer}");
}
