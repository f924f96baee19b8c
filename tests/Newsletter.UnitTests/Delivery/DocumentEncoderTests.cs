using System.Text;
using System.Text.Json.Nodes;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Publishing;

namespace Newsletter.UnitTests.Delivery;

public sealed class DocumentEncoderTests
{
    private static readonly ItemId Known = new(Guid.CreateVersion7());
    private static readonly ItemId Missing = new(Guid.CreateVersion7());

    [Fact]
    public void Text_cannot_pass_for_a_mark()
    {
        foreach (var text in new[] { $"\u0001a{Known.Value:N}", "\u0002e", "\u0003", "\u00050:body\u0003", "\u0006/x", "\u0007", "\u001e", "\"},{\"a\":\"", "\\u0001", "😀\\" })
        {
            var read = Read(new TagDocument { Title = text, Slug = "s", Description = text, Synonyms = [text, text] }, _ => true);
            Assert.Equal((text, text, text), ((string?)read["title"], (string?)read["description"], (string?)read["synonyms"]![1]));
        }
    }

    [Fact]
    public void What_cannot_be_shown_goes_with_what_says_nothing_without_it()
    {
        var document = new ArticleDocument
        {
            Url = DocumentEncoder.Page("/articles/a"),
            Newsletter = new(Missing),
            LeadMedia = new() { Media = new(Missing), Caption = "Gone" },
            Authors = [new() { Author = new(Missing) }, new() { Author = new(Known), Role = "editor" }, new() { Author = new(Missing) }],
            Tags = [new(Missing), new(Known)],
            Seo = new() { Title = "Stays", Image = new Reference(Missing) },
        };

        var read = Read(document, id => id == Known.Value);

        Assert.Equal("https://e.org/articles/a", (string?)read["url"]);
        Assert.Null(read["newsletter"]);
        Assert.Null(read["leadMedia"]);
        Assert.Equal("editor", (string?)read["authors"]!.AsArray().Single()!["role"]);
        Assert.Single(read["tags"]!.AsArray());
        Assert.Equal(("Stays", null), ((string?)read["seo"]!["title"], read["seo"]!["image"]));
        Assert.False(((JsonObject)read).ContainsKey("editions"));
    }

    private static JsonNode Read(Document document, Func<Guid, bool> isShown)
    {
        using var output = new DocumentBuffer();
        new DocumentRenderer(DateTimeOffset.UnixEpoch, new("https://e.org", "https://e.org/api/v1", "https://e.org"), Show).Render(DocumentEncoder.Encode(document), StoredBodies.None, output);
        return JsonNode.Parse(Encoding.UTF8.GetString(output.Written))!;

        bool Show(char code, Guid id, DocumentBuffer into)
        {
            if (isShown(id)) into.Append("{}"u8);
            return isShown(id);
        }
    }
}
