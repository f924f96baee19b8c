using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.BrowserTests;

/// <summary>Nothing that editors or strangers write runs, or loads anything from elsewhere, in the browsers of those who read it.</summary>
public sealed class HostileContentTests(Chromium chromium)
{
    /// <summary>How many sections an edition has at most.</summary>
    private const int Sections = 100;

    /// <summary>Keeps browsers from asking for one.</summary>
    private const string OwnIcon = "<link rel=\"icon\" href=\"data:,\">";

    private static int numbers;

    /// <summary>In text, control characters are refused.</summary>
    private static readonly IReadOnlyList<string> Texts = [.. HostileMarkup.All.Where(text => !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))];

    [Fact]
    public async Task What_is_tried_would_do_harm()
    {
        Assert.True(HostileMarkup.All.Distinct().Count() > 400, $"{HostileMarkup.All.Count} texts only");
        var shown = await chromium.ShowAsync([.. HostileMarkup.All.Select(Within)]);
        Assert.True(shown.Ran.Count > 250, $"{shown.Ran.Count} of {HostileMarkup.All.Count} do anything in this browser.");
        Assert.NotEmpty(shown.Bad);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("markdown")]
    public async Task Bodies_that_are_read_from(string format)
    {
        var pages = new List<string>();
        foreach (var some in HostileMarkup.All.Chunk(Sections))
        {
            var sections = some.Select(text => Section(new JsonObject { ["format"] = format, ["content"] = Within(text) }));
            var html = await PublishAsync(new JsonArray([.. sections]));
            Assert.Equal(some.Length, html.Count);
            Assert.All(html, one => Assert.Contains("Before", one, StringComparison.Ordinal));
            pages.Add(string.Concat(html));
        }
        await AssertHarmlessAsync(pages);
    }

    [Fact]
    public async Task The_words_of_every_block()
    {
        var picture = await HostileBlocks.UploadAsync(chromium.Server.Owner, "A colour");
        var kinds = Texts.SelectMany(text => HostileBlocks.Of(text, picture)).GroupBy(block => (string)block["_type"]!);
        var html = await PublishAsync(new JsonArray([.. kinds.Select(kind => Section(new JsonArray([.. kind])))]));
        Assert.True(html.Sum(one => one.Split("hit").Length) > Texts.Count * 10);
        await AssertHarmlessAsync(html);
    }

    [Fact]
    public async Task The_names_of_what_a_body_leads_to()
    {
        var names = Texts.Where(text => !text.Any(char.IsControl)).ToList();
        var blocks = new JsonArray();
        for (var n = 0; n < names.Count; n++) blocks.Add(await HostileBlocks.NamedAsync(chromium.Server.Owner, n, names[n]));
        var html = await PublishAsync([Section(blocks)]);
        Assert.True(html[0].Split("hit").Length > names.Count);
        await AssertHarmlessAsync(html);
    }

    [Fact]
    public async Task Pages_that_repeat_what_was_typed()
    {
        var pages = new List<string>();
        var client = chromium.Server.Anonymous;
        using var form = await client.GetAsync("/account/sign-in");
        var cookie = form.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var token = (await form.Content.ReadAsStringAsync()).Split("name=\"formToken\" value=\"")[1].Split('"')[0];
        foreach (var text in HostileMarkup.All)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
            {
                Content = new FormUrlEncodedContent([new("formToken", token), new("email", text), new("password", "x"), new("returnUrl", "/connect/authorize?" + text)]),
            };
            request.Headers.Add("Cookie", cookie);
            using var answer = await client.SendAsync(request);
            Assert.Equal(422, (int)answer.StatusCode);
            pages.Add((await answer.Content.ReadAsStringAsync()).Replace(OwnIcon, "", StringComparison.Ordinal));
        }
        Assert.True(pages.Count(page => page.Contains("hit(", StringComparison.Ordinal)) > 300);
        await AssertHarmlessAsync(pages);
    }

    /// <summary>What follows closes what the text leaves open.</summary>
    private static string Within(string text) => $"Before\n\n{text}\n\n<p>After</p>";

    private static JsonObject Section(JsonNode body) => new() { ["title"] = "One", ["body"] = body };

    /// <summary>Publishes an edition and gives the HTML of its sections, as readers get it.</summary>
    private async Task<IReadOnlyList<string>> PublishAsync(JsonArray sections)
    {
        var owner = chromium.Server.Owner;
        var number = Interlocked.Increment(ref numbers);
        var newsletter = await owner.CreateAsync("newsletters", new { title = "The Week", slug = $"hostile-{number}" });
        var edition = await owner.CreateAsync("editions", new JsonObject { ["newsletter"] = newsletter["id"]!.DeepClone(), ["number"] = number, ["title"] = "One", ["sections"] = sections });
        await owner.PublishAsync("editions", edition);
        var read = await chromium.Server.Anonymous.ReadAsync($"/api/v1/editions/{edition["id"]}?body=html");
        return [.. read["data"]!["sections"]!.AsArray().Select(section => (string)section!["bodyHtml"]!)];
    }

    private async Task AssertHarmlessAsync(IReadOnlyList<string> pages)
    {
        var shown = await chromium.ShowAsync(pages);
        Assert.Empty(shown.Ran.Select(n => int.TryParse(n, out var at) ? HostileMarkup.All[at] : n));
        Assert.Empty(shown.Bad);
    }
}
