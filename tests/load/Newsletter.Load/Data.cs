using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Newsletter.Load;

/// <summary>Writes content for measurements, the same on every run: an exchange folder, and in <c>limit/</c> the same articles for the hand-written reference.</summary>
internal sealed class Data(string folder, int articles)
{
    public const int Authors = 50;
    public const int Tags = 100;
    public const int Editions = 200;
    private const int ArticlesOfEdition = 12;

    private const int Vocabulary = 30_000;
    private static readonly string[] Common = ("city council budget vote river bridge transit school board harbour energy price climate storm market court ruling union strike mayor housing rent permit zoning data privacy hospital nurse vaccine clinic farm drought harvest export tariff election ballot recount senate reform audit report leak source document investigation fund pension teacher student campus " +
        "startup factory robot chip battery solar wind grid outage flood relief rescue wildfire forest trail park museum theatre film festival music league match coach transfer record stadium ticket airport railway freight driver cyclist street crossing police fire response survey poll majority coalition minister treaty border summit embassy refugee shelter charity volunteer").Split(' ');
    private static readonly string[] Syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru".Split(' ');

    /// <summary>Words as languages have them: the nth is used one nth as often as the first.</summary>
    private static readonly string[] Words = [.. Common, .. Enumerable.Range(Common.Length, Vocabulary - Common.Length).Select(Made)];
    private static readonly string[] Kinds = ["news", "analysis", "feature", "opinion", "brief"];
    private static readonly DateTimeOffset Start = new(2015, 1, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2026, 6, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(20261123);

    public static IEnumerable<string> TagSlugs => Enumerable.Range(0, Tags).Select(at => $"tag-{at}");

    public static IEnumerable<string> EditionSlugs => Enumerable.Range(0, Editions).Select(at => $"edition-{at}");

    public static string ArticleSlug(int at) => $"article-{at}";

    public void Write()
    {
        Directory.CreateDirectory(Path.Combine(folder, "limit"));
        Write("newsletters", 1, _ => new() { ["slug"] = "the-load", ["title"] = "The Load", ["timeZone"] = "UTC" });
        Write("authors", Authors, at => new() { ["slug"] = $"author-{at}", ["title"] = $"Author {Title(1)}", ["bio"] = Text(300) });
        Write("tags", Tags, at => new() { ["slug"] = $"tag-{at}", ["title"] = Title(2), ["kind"] = "topic" });
        using (var limit = Open("limit/articles.jsonl")) Write("articles", articles, at => Article(at, limit));
        using (var limit = Open("limit/editions.jsonl")) Write("editions", Editions, at => Edition(at, limit));
    }

    private JsonObject Article(int at, TextWriter limit)
    {
        var (authors, tags) = (Some(random.Next(10) < 7 ? 1 : 2, Authors), Some(3, Tags));
        var body = Body(at);
        var (title, teaser, kind) = (Title(5 + random.Next(4)), Text(180), Kinds[random.Next(Kinds.Length)]);
        limit.WriteLine(new JsonObject
        {
            ["slug"] = ArticleSlug(at),
            ["title"] = title,
            ["teaser"] = teaser,
            ["body"] = Html(body),
            ["kind"] = kind,
            ["publishedAt"] = PublishedAt(at, articles),
            ["authors"] = new JsonArray([.. authors.Select(author => JsonValue.Create(author))]),
            ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
        }.ToJsonString());
        return new()
        {
            ["slug"] = ArticleSlug(at),
            ["title"] = title,
            ["kind"] = kind,
            ["teaser"] = teaser,
            ["newsletter"] = "the-load",
            ["authors"] = new JsonArray([.. authors.Select(author => new JsonObject { ["author"] = $"author-{author}", ["role"] = "writer" })]),
            ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create($"tag-{tag}"))]),
            ["body"] = body,
        };
    }

    /// <summary>Each draws from a time of its own.</summary>
    private JsonObject Edition(int at, TextWriter limit)
    {
        var each = articles / Editions;
        var shown = Some(Math.Min(ArticlesOfEdition, each), each).Select(article => (at * each) + article).ToList();
        limit.WriteLine(new JsonObject { ["slug"] = $"edition-{at}", ["title"] = $"Edition {at}", ["publishedAt"] = PublishedAt(at, Editions), ["articles"] = new JsonArray([.. shown.Select(article => JsonValue.Create(article))]) }.ToJsonString());
        return new()
        {
            ["slug"] = $"edition-{at}",
            ["title"] = $"Edition {at}",
            ["newsletter"] = "the-load",
            ["number"] = at + 1,
            ["sections"] = new JsonArray(new JsonObject { ["title"] = "All Of It", ["items"] = new JsonArray([.. shown.Select(article => new JsonObject { ["article"] = ArticleSlug(article) })]) }),
        };
    }

    private StreamWriter Open(string name) => new(Path.Combine(folder, name), false, new UTF8Encoding(false)) { NewLine = "\n" };

    private void Write(string type, int count, Func<int, JsonObject> content)
    {
        using var file = Open(type + ".ndjson");
        for (var at = 0; at < count; at++)
        {
            var line = new JsonObject { ["language"] = "en", ["status"] = "published", ["publishedAt"] = PublishedAt(at, count) };
            foreach (var (name, value) in content(at)) line[name] = value?.DeepClone();
            file.WriteLine(line.ToJsonString());
        }
    }

    private static string PublishedAt(int at, int count) => (Start + ((End - Start) / count * at)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>About 4 KB as HTML, with some marks and a link to an article further up.</summary>
    private JsonArray Body(int at)
    {
        var blocks = new JsonArray();
        for (var block = 0; block < 9; block++)
        {
            var linked = block == 3 && at > 0;
            blocks.Add(new JsonObject
            {
                ["_type"] = "block",
                ["_key"] = $"b{block}",
                ["style"] = block == 4 ? "h2" : "normal",
                ["children"] = new JsonArray(
                    new JsonObject { ["_type"] = "span", ["_key"] = "s1", ["text"] = Text(block == 4 ? 40 : 430) + " ", ["marks"] = new JsonArray() },
                    new JsonObject { ["_type"] = "span", ["_key"] = "s2", ["text"] = Text(30), ["marks"] = new JsonArray(linked ? "m1" : "strong") }),
                ["markDefs"] = linked
                    ? new JsonArray(new JsonObject { ["_type"] = "internalLink", ["_key"] = "m1", ["reference"] = new JsonObject { ["type"] = "article", ["id"] = ArticleSlug(random.Next(at)) } })
                    : new JsonArray(),
            });
        }
        return blocks;
    }

    private static string Html(JsonArray body) => string.Concat(body.Select(block =>
    {
        var (tag, children) = ((string?)block!["style"] == "h2" ? "h2" : "p", block["children"]!.AsArray());
        return $"<{tag}>{children[0]!["text"]}<strong>{children[1]!["text"]}</strong></{tag}>\n";
    }));

    private List<int> Some(int count, int of)
    {
        var some = new List<int>();
        while (some.Count < count)
        {
            var one = random.Next(of);
            if (!some.Contains(one)) some.Add(one);
        }
        return some;
    }

    private string Title(int words)
    {
        var text = string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private string Text(int length)
    {
        var text = new StringBuilder(Word());
        while (text.Length < length) text.Append(' ').Append(Word());
        return text.Append('.').ToString();
    }

    private string Word() => Words[Math.Min(Vocabulary - 1, (int)Math.Exp(random.NextDouble() * Math.Log(Vocabulary)))];

    private static string Made(int number)
    {
        var word = new StringBuilder();
        for (; number > 0; number /= Syllables.Length) word.Append(Syllables[number % Syllables.Length]);
        return word.ToString();
    }
}
