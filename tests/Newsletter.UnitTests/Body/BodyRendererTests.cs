using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Newsletter.Domain.Body;

namespace Newsletter.UnitTests.Body;

/// <summary>The public renderer of Portable Text renders our text blocks as we do.</summary>
public sealed class BodyRendererTests
{
    [Fact]
    public void Text_blocks_look_as_the_public_renderer_renders_them()
    {
        var bodies = new List<IReadOnlyList<Block>>();
        Bodies.TextBody.Sample(bodies.Add, iter: 500, threads: 1);
        Bodies.EdgeBody.Sample(bodies.Add, iter: 500, threads: 1);
        var theirs = NodeScripts.Run("render.js", bodies);
        for (var i = 0; i < bodies.Count; i++)
        {
            var ours = BodyHtml.Render(bodies[i], new Targets());
            Assert.True(SafeHtml.Parsed(theirs[i]!) == SafeHtml.Parsed(ours), $"{JsonSerializer.Serialize(bodies[i], ContentJson.Options)}\n{theirs[i]}\n{ours}");
        }
    }

    [Fact]
    public void Valid_bodies_pass_the_schema_and_broken_ones_do_not()
    {
        var valid = new List<JsonNode>();
        Bodies.TextBody.Sample(body => valid.Add(JsonSerializer.SerializeToNode(body, ContentJson.Options)!), iter: 200, threads: 1);
        valid.Add(JsonSerializer.SerializeToNode(Bodies.OfEveryType("words"), ContentJson.Options)!);
        valid.Add(Parse("""[{"_type":"image","media":{"type":"media","id":"x","slug":"s","title":"t","url":"/m","file":{}}},{"_type":"image","media":"a-slug"}]"""));
        valid.Add(Parse("""[{"_type":"block","children":[{"text":"as short as can be"}]}]"""));
        var invalid = Broken().Select(Parse).ToList();
        var answers = NodeScripts.Run("validate.js", new { schema = JsonNode.Parse(BodySchema.Json.Span), bodies = valid.Concat(invalid) });
        for (var i = 0; i < answers.Length; i++)
        {
            if (i < valid.Count) Assert.True(answers[i] is null, $"{valid[i]}\n{answers[i]}");
            else Assert.True(answers[i] is not null, invalid[i - valid.Count].ToString());
        }
    }

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;

    private static IEnumerable<string> Broken() =>
    [
        """{}""",
        """[{}]""",
        """[null]""",
        """[{"_type":"html","html":"<b>"}]""",
        """[{"_type":"divider","extra":1}]""",
        """[{"_type":"divider","_key":"not a key"}]""",
        """[{"_type":"block"}]""",
        """[{"_type":"block","style":"h1","children":[]}]""",
        """[{"_type":"block","level":1,"children":[]}]""",
        """[{"_type":"block","listItem":"bullet","level":7,"children":[]}]""",
        """[{"_type":"block","children":[{"_type":"image","media":"x"}]}]""",
        """[{"_type":"block","children":[{"text":"a","marks":["not a mark"]}]}]""",
        """[{"_type":"block","children":[],"markDefs":[{"_type":"link","_key":"l","href":"javascript:alert(1)"}]}]""",
        """[{"_type":"block","children":[],"markDefs":[{"_type":"link","_key":"l","href":"//example.com"}]}]""",
        """[{"_type":"block","children":[],"markDefs":[{"_type":"link","_key":"strong","href":"/a"}]}]""",
        """[{"_type":"block","children":[],"markDefs":[{"_type":"link","_key":"l","href":"/a","rel":"opener"}]}]""",
        """[{"_type":"image"}]""",
        """[{"_type":"image","media":null}]""",
        """[{"_type":"gallery","images":[]}]""",
        """[{"_type":"video"}]""",
        """[{"_type":"video","media":"x","provider":"youtube","providerId":"y"}]""",
        """[{"_type":"video","provider":"youtube"}]""",
        """[{"_type":"audio","media":"x","extra":true}]""",
        """[{"_type":"audio","media":"x","durationSeconds":-1}]""",
        """[{"_type":"embed","provider":"x","url":"data:text/html,x"}]""",
        """[{"_type":"relatedLink","href":"/a"}]""",
        """[{"_type":"relatedLink","href":"/a","title":"a","reference":{"type":"article","id":"x"}}]""",
        """[{"_type":"pullQuote","text":""}]""",
        """[{"_type":"callout","content":[{"_type":"divider"}]}]""",
        """[{"_type":"callout","content":[{"_type":"block","style":"blockquote","children":[]}]}]""",
        """[{"_type":"table","rows":[]}]""",
        """[{"_type":"table","rows":[{"cells":[1]}]}]""",
    ];
}
