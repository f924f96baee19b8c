using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Newsletter.Application.Delivery;

namespace Newsletter.UnitTests.Delivery;

public sealed class DocumentRendererTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 6).Select(n => new Guid(n, 0, 0, new byte[8]))];
    private static readonly string[] Texts = ["", "a", "\"", "\\", "},", "[", ",", "ü", "煤", "😀", "\u0001a", "\u0002e", "\u0003", "\u0005" + "0:body", "\u0006", "\u0007", "\u001e", "\u2028", "</script>", "null"];

    private static readonly Gen<NaiveDocument> Leaf = Gen.OneOf<NaiveDocument>(
        Any(Texts).Select(text => (NaiveDocument)new NaiveDocument.Text(text)),
        Any(Ids).Select(id => (NaiveDocument)new NaiveDocument.Reference(id)),
        Any(Texts).Select(text => (NaiveDocument)new NaiveDocument.Address("/" + text)));

    private static readonly Gen<NaiveDocument> Documents = Gen.Recursive<NaiveDocument>((depth, inner) => depth > 4 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (3, Gen.Select(Gen.Bool, inner).Array[0, 5].Select(items => (NaiveDocument)new NaiveDocument.List([.. items.Select(item => (item.Item1 || item.Item2 is NaiveDocument.Map { Guarded: true }, Unguarded(item.Item2)))]))),
        (3, Gen.Select(Gen.Bool, inner.Array[0, 4]).Select((guarded, members) => (NaiveDocument)new NaiveDocument.Map(guarded, members))),
        (1, Gen.Select(Gen.Int[-1, 1], inner).Select((days, value) => (NaiveDocument)new NaiveDocument.Until(Now.AddDays(days), value)))));

    [Fact]
    public void Any_document_with_any_references_missing_reads_as_the_rules_say() =>
        Gen.Select(Documents, Any(Ids).Array[0, 6], Any(["", "https://example.org"])).Sample((document, shown, baseUrl) =>
        {
            var expected = new NaiveDocument.Map(false, [document]);
            var json = Render(expected.Store(), baseUrl, shown.Contains);
            Assert.Equal(expected.Read(Now, baseUrl, shown.Contains)!.ToJsonString(), JsonNode.Parse(json)!.ToJsonString());
        }, iter: 20_000);

    [Theory]
    [InlineData("[1,2,3]", "[1,2,3]")]
    [InlineData("[!,2,3]", "[2,3]")]
    [InlineData("[1,!,3]", "[1,3]")]
    [InlineData("[1,2,!]", "[1,2]")]
    [InlineData("[!,!,3]", "[3]")]
    [InlineData("[1,!,!]", "[1]")]
    [InlineData("[!,2,!]", "[2]")]
    [InlineData("[!]", "[]")]
    [InlineData("[!,!,!]", "[]")]
    [InlineData("[[!],!]", "[[]]")]
    [InlineData("{\"a\":[!],\"b\":[!,1]}", "{\"a\":[],\"b\":[1]}")]
    public void Elements_that_go_take_one_comma_along(string pattern, string expected) =>
        Assert.Equal(expected, Render(pattern.Replace("!", $"\u0002e{{\"x\":\u0001a{Ids[0]:N},\"y\":[1,{{}}]}}\u0003", StringComparison.Ordinal), "", _ => false));

    [Fact]
    public void What_holds_until_an_instant_is_null_from_it_on()
    {
        Assert.Equal("{\"b\":{\"x\":1}}", Render($"{{\"b\":\u0007{Now.AddTicks(1).UtcTicks:x16}{{\"x\":1}}\u0003}}", "", _ => true));
        Assert.Equal("{\"b\":null}", Render($"{{\"b\":\u0007{Now.UtcTicks:x16}{{\"x\":1}}\u0003}}", "", _ => true));
    }

    [Fact]
    public void Bodies_fill_their_slots_in_the_forms_that_were_asked_for()
    {
        const string stored = "{\"id\":1\u00050:body\u0003,\"sections\":[{\"key\":\"a\"\u00051:body\u0003},{\"key\":\"b\"\u00052:body\u0003,\"items\":[]}]}";
        var blocks = Encoding.UTF8.GetBytes($"[1]\u001e[\u0002e\u0001a{Ids[0]:N}\u0003,2]\u001e[]");
        var html = "\"<p>0</p>\"\u001e\"<p>1</p>\"\u001e\"\u0006/x\""u8.ToArray();

        Assert.Equal("{\"id\":1,\"sections\":[{\"key\":\"a\"},{\"key\":\"b\",\"items\":[]}]}", Render(stored, "", _ => false));
        Assert.Equal("{\"id\":1,\"body\":[1],\"bodyHtml\":\"<p>0</p>\",\"sections\":[{\"key\":\"a\",\"body\":[2],\"bodyHtml\":\"<p>1</p>\"},{\"key\":\"b\",\"body\":[],\"bodyHtml\":\"https://e.org/x\",\"items\":[]}]}",
            Render(stored, "https://e.org", _ => false, new(blocks, html, null, null)));
    }

    [Fact]
    public void References_are_found_wherever_they_stand() =>
        Assert.Equal([('a', Ids[0]), ('z', Ids[1])], DocumentRenderer.AddReferences(Encoding.UTF8.GetBytes($"{{\"a\":\u0001a{Ids[0]:N},\"b\":[\u0002e\u0001z{Ids[1]:N}\u0003]}}"), []));

    private static Gen<T> Any<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    /// <summary>In a list the element carries the guard.</summary>
    private static NaiveDocument Unguarded(NaiveDocument document) => document is NaiveDocument.Map map ? map with { Guarded = false } : document;

    private static string Render(string stored, string baseUrl, Func<Guid, bool> isShown, StoredBodies? bodies = null)
    {
        using var output = new DocumentBuffer();
        new DocumentRenderer(Now, new(baseUrl, baseUrl, baseUrl), Show)
            .Render(Encoding.UTF8.GetBytes(stored), bodies ?? StoredBodies.None, output);
        return Encoding.UTF8.GetString(output.Written);

        bool Show(char code, Guid id, DocumentBuffer into)
        {
            if (isShown(id)) into.Append(NaiveDocuments.Shown(id).ToJsonString());
            return isShown(id);
        }
    }
}
