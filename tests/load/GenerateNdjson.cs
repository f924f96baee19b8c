#:property PublishAot=false
#:property TreatWarningsAsErrors=false
// Writes an exchange folder for measurements, the same on every run: dotnet run GenerateNdjson.cs FOLDER [ARTICLES]
using System.Text;
using System.Text.Json.Nodes;

var folder = Directory.CreateDirectory(args[0]).FullName;
var articles = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10_000;
var (authors, tags, editions) = (50, 100, 200);
const int Vocabulary = 30_000;
string[] common = "river lock ferry harbour council water dam night morning letter price queue bridge engineer vote market salt barge winter answer question paper court storm line".Split(' ');
string[] syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru".Split(' ');
// Words as languages have them: the nth is asked for and used one nth as often as the first.
string[] words = [.. common, .. Enumerable.Range(common.Length, Vocabulary - common.Length).Select(Made)];
var random = new Random(20261123);
var start = new DateTimeOffset(2020, 1, 1, 6, 0, 0, TimeSpan.Zero);

Write("newsletters", 1, at => new() { ["slug"] = "the-load", ["title"] = "The Load", ["timeZone"] = "UTC" });
Write("authors", authors, at => new() { ["slug"] = $"author-{at}", ["title"] = $"Author {at}", ["bio"] = Sentences(300) });
Write("tags", tags, at => new() { ["slug"] = $"tag-{at}", ["title"] = $"Tag {at}", ["kind"] = "topic" });
Write("articles", articles, at => new()
{
    ["slug"] = $"article-{at}",
    ["title"] = $"Article {at}: {Sentences(40).TrimEnd('.')}",
    ["kind"] = "news",
    ["teaser"] = Sentences(200),
    ["newsletter"] = "the-load",
    ["authors"] = new JsonArray(new JsonObject { ["author"] = $"author-{random.Next(authors)}", ["role"] = "writer" }),
    ["tags"] = new JsonArray([.. Enumerable.Range(0, tags).OrderBy(_ => random.Next()).Take(4).Select(tag => JsonValue.Create($"tag-{tag}"))]),
    ["body"] = Body(at),
});
Write("editions", editions, at => new()
{
    ["slug"] = $"edition-{at}",
    ["title"] = $"Edition {at}",
    ["newsletter"] = "the-load",
    ["number"] = at + 1,
    ["teaser"] = Sentences(150),
    ["sections"] = new JsonArray(new JsonObject
    {
        ["title"] = "All Of It",
        ["items"] = new JsonArray([.. Enumerable.Range(0, 20).Select(item => new JsonObject { ["article"] = $"article-{(at * 20 + item) % articles}" })]),
    }),
});

void Write(string type, int count, Func<int, JsonObject> content)
{
    using var file = new StreamWriter(Path.Combine(folder, type + ".ndjson"), false, new UTF8Encoding(false)) { NewLine = "\n" };
    for (var at = 0; at < count; at++)
    {
        var published = start.AddHours(at);
        var line = new JsonObject { ["language"] = "en", ["status"] = "published", ["publishedAt"] = $"{published:yyyy-MM-ddTHH:mm:ssZ}" };
        foreach (var (name, value) in content(at)) line[name] = value?.DeepClone();
        file.WriteLine(line.ToJsonString());
    }
}

// About 4 KB as JSON, with some marks and a link to an article further up.
JsonArray Body(int at)
{
    var blocks = new JsonArray();
    for (var block = 0; block < 7; block++)
    {
        var linked = block == 3 && at > 0;
        blocks.Add(new JsonObject
        {
            ["_type"] = "block",
            ["_key"] = $"b{block}",
            ["style"] = block == 4 ? "h2" : "normal",
            ["children"] = new JsonArray(
                new JsonObject { ["_type"] = "span", ["_key"] = "s1", ["text"] = Sentences(block == 4 ? 40 : 320) + " ", ["marks"] = new JsonArray() },
                new JsonObject { ["_type"] = "span", ["_key"] = "s2", ["text"] = Sentences(30), ["marks"] = new JsonArray(linked ? "m1" : "strong") }),
            ["markDefs"] = linked
                ? new JsonArray(new JsonObject { ["_type"] = "internalLink", ["_key"] = "m1", ["reference"] = new JsonObject { ["type"] = "article", ["id"] = $"article-{random.Next(at)}" } })
                : new JsonArray(),
        });
    }
    return blocks;
}

string Sentences(int length)
{
    var text = new StringBuilder();
    while (text.Length < length) text.Append(text.Length == 0 ? "" : " ").Append(words[(int)Math.Pow(Vocabulary, random.NextDouble()) - 1]);
    return text.Append('.').ToString();
}

// A word of its own for each number.
string Made(int number)
{
    var word = new StringBuilder();
    for (; number > 0; number /= syllables.Length) word.Append(syllables[number % syllables.Length]);
    return word.Append('n').ToString();
}
