using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Management;

public abstract class BadInputTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    /// <summary>What is not JSON as we read it, by name.</summary>
    private static readonly Dictionary<string, (byte[] Body, int Status, string Code)> Broken = new()
    {
        ["nothing"] = ([], 400, "invalid_json"),
        ["half"] = (Text("{\"title\":\"x\""), 400, "invalid_json"),
        ["array"] = (Text("[]"), 400, "invalid_json"),
        ["null"] = (Text("null"), 400, "invalid_json"),
        ["text"] = (Text("\"title\""), 400, "invalid_json"),
        ["comment"] = (Text("{\"title\":\"x\"/**/}"), 400, "invalid_json"),
        ["trailing comma"] = (Text("{\"title\":\"x\",}"), 400, "invalid_json"),
        ["twice"] = (Text("{\"title\":\"x\"} {}"), 400, "invalid_json"),
        ["duplicate"] = (Text("{\"title\":\"x\",\"title\":\"y\"}"), 400, "invalid_json"),
        ["nested duplicate"] = (Text("{\"title\":\"x\",\"seo\":{\"title\":\"a\",\"title\":\"b\"}}"), 400, "invalid_json"),
        ["escaped duplicate"] = (Text("{\"title\":\"x\",\"t\\u0069tle\":\"y\"}"), 400, "invalid_json"),
        ["lone high surrogate"] = (Text("{\"title\":\"\\ud800\"}"), 400, "invalid_json"),
        ["lone low surrogate"] = (Text("{\"title\":\"x\\udc00y\"}"), 400, "invalid_json"),
        ["lone surrogate in a name"] = (Text("{\"\\ud800\":1}"), 400, "invalid_json"),
        ["invalid UTF-8"] = ([.. Text("{\"title\":\""), 0xC3, 0x28, .. Text("\"}")], 400, "invalid_utf8"),
        ["overlong UTF-8"] = ([.. Text("{\"title\":\""), 0xC0, 0x80, .. Text("\"}")], 400, "invalid_utf8"),
        ["deep arrays"] = (Text("{\"title\":" + new string('[', 100_000) + new string(']', 100_000) + "}"), 400, "invalid_json"),
        ["deep objects"] = (Text(string.Concat(Enumerable.Repeat("{\"seo\":", 100_000)) + "1" + new string('}', 100_000)), 400, "invalid_json"),
        ["a million keys"] = (Text("{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(n => $"\"k{n}\":1")) + "}"), 413, "too_large"),
        ["many keys"] = (Text("{" + string.Join(',', Enumerable.Range(0, 300_000).Select(n => $"\"k{n}\":1")) + "}"), 400, "too_many_values"),
        ["many nulls"] = (Text("{\"tags\":[" + string.Join(',', Enumerable.Repeat("null", 700_000)) + "]}"), 400, "too_many_values"),
        ["many references"] = (Text("{\"title\":\"x\",\"tags\":[" + string.Join(',', Enumerable.Range(0, 100_000).Select(n => $"\"t{n}\"")) + "]}"), 422, "invalid_content"),
        ["many unknown references"] = (Text("{\"title\":\"x\",\"tags\":[" + string.Join(',', Enumerable.Range(0, 20_000).Select(n => $"\"t{n}\"")) + "]}"), 422, "invalid_content"),
        ["huge string"] = (Text("{\"title\":\"" + new string('x', 3_900_000) + "\"}"), 422, "invalid_content"),
        ["huge name"] = (Text("{\"title\":\"x\",\"" + new string('x', 3_900_000) + "\":1}"), 422, "invalid_content"),
        ["huge value"] = (Text("{\"title\":\"x\",\"kind\":\"" + new string('x', 3_900_000) + "\"}"), 422, "invalid_content"),
        ["huge reference"] = (Text("{\"title\":\"x\",\"newsletter\":\"" + new string('x', 3_900_000) + "\"}"), 422, "invalid_content"),
        ["oversize"] = (Text("{\"title\":\"" + new string('x', 4_100_000) + "\"}"), 413, "too_large"),
        ["Not a number"] = (Text("{\"title\":NaN}"), 400, "invalid_json"),
    };

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];

    [Theory, MemberData(nameof(BrokenNames))]
    public async Task Broken_bodies_are_refused_at_once_with_a_short_answer(string name)
    {
        var (body, status, code) = Broken[name];
        var article = await Samples.CreateAsync(Owner, "articles");
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/manage/v1/articles"), (HttpMethod.Put, article.Address("articles")) })
        {
            var watch = Stopwatch.StartNew();
            var reply = (await Owner.SendBytesAsync(method, path, body, article.Tag())).IsProblem(status, code);
            Assert.True(reply.Text.Length < 100_000, $"{reply.Text.Length} characters");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        }
        Assert.Equal(article.Tag(), (await Owner.GetReplyAsync(article.Address("articles"))).ETag);
    }

    [Theory]
    [InlineData("articles", "{}", "/title required")]
    [InlineData("articles", "{\"title\":\"\"}", "/title required")]
    [InlineData("articles", "{\"title\":\" \"}", "/title required")]
    [InlineData("articles", "{\"title\":null}", "/title required")]
    [InlineData("articles", "{\"title\":1}", "/title wrong_type")]
    [InlineData("articles", "{\"title\":[]}", "/title wrong_type")]
    [InlineData("articles", "{\"title\":\"x\\u0000y\"}", "/title control_character")]
    [InlineData("articles", "{\"title\":\"x\\u0007y\"}", "/title control_character")]
    [InlineData("articles", "{\"title\":\"x\",\"tiltle\":1}", "/tiltle unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"Title\":\"y\"}", "/Title unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"$type\":\"media\"}", "/$type unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"a/b~c\":1}", "/a~1b~0c unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"seo\":{\"tittle\":\"y\"}}", "/seo/tittle unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"seo\":[]}", "/seo wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"seo\":{\"noIndex\":\"true\"}}", "/seo/noIndex wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"authors\":[{}]}", "/authors/0/author required")]
    [InlineData("articles", "{\"title\":\"x\",\"authors\":[{\"author\":\"nobody-here\"}]}", "/authors/0/author unknown_reference")]
    [InlineData("articles", "{\"title\":\"x\",\"authors\":[{\"author\":{\"id\":\"nobody-here\",\"secret\":1}}]}", "/authors/0/author/secret unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"tags\":[\"nothing-here\"]}", "/tags/0 unknown_reference")]
    [InlineData("articles", "{\"title\":\"x\",\"tags\":[\"x\\u0000y\"]}", "/tags/0 unknown_reference")]
    [InlineData("articles", "{\"title\":\"x\",\"tags\":\"energy\"}", "/tags wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"tags\":[1]}", "/tags/0 wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"kind\":\"News\"}", "/kind unknown_value")]
    [InlineData("articles", "{\"title\":\"x\",\"kind\":0}", "/kind wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"slug\":\"Not A Slug\"}", "/slug bad_slug")]
    [InlineData("articles", "{\"title\":\"x\",\"slug\":\"../up\"}", "/slug bad_slug")]
    [InlineData("articles", "{\"title\":\"x\",\"slug\":\"\"}", "/slug bad_slug")]
    [InlineData("articles", "{\"title\":\"x\",\"slug\":5}", "/slug bad_slug")]
    [InlineData("articles", "{\"title\":\"x\",\"slug\":\"0190a5a0-0000-7000-8000-000000000000\"}", "/slug bad_slug")]
    [InlineData("articles", "{\"title\":\"x\",\"language\":\"english\"}", "/language bad_language")]
    [InlineData("articles", "{\"title\":\"x\",\"language\":\"\"}", "/language bad_language")]
    [InlineData("articles", "{\"title\":\"x\",\"status\":\"published\"}", "/status read_only")]
    [InlineData("articles", "{\"title\":\"x\",\"status\":\"nonsense\"}", "/status unknown_value")]
    [InlineData("tags", "{\"title\":\"x\",\"status\":\"draft,published\"}", "/status unknown_value")]
    [InlineData("tags", "{\"title\":\"x\",\"status\":\"Draft\"}", "/status unknown_value")]
    [InlineData("tags", "{\"title\":\"x\",\"status\":\"takenDown\"}", "/status read_only")]
    [InlineData("tags", "{\"title\":\"x\",\"status\":4}", "/status unknown_value")]
    [InlineData("articles", "{\"title\":\"x\",\"canonicalUrl\":\"javascript:alert(1)\"}", "/canonicalUrl bad_url")]
    [InlineData("articles", "{\"title\":\"x\",\"canonicalUrl\":\"//example.org\"}", "/canonicalUrl bad_url")]
    [InlineData("articles", "{\"title\":\"x\",\"canonicalUrl\":\"http://a@b/\"}", "/canonicalUrl bad_url")]
    [InlineData("articles", "{\"title\":\"x\",\"breaking\":{\"until\":\"tomorrow\"}}", "/breaking/until wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"breaking\":{\"until\":\"2026-02-30T12:00:00Z\"}}", "/breaking/until wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"breaking\":{\"until\":\"2026-02-03T12:00:00\"}}", "/breaking/until wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"breaking\":{\"until\":\"0001-01-01T00:00:00+14:00\"}}", "/breaking/until wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"breaking\":{\"until\":\"2026-01-01T00:00:00+99:99\"}}", "/breaking/until wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"breaking\":{}}", "/breaking/until required")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":\"text\"}", "/body wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":{\"format\":\"markdown\"}}", "/body wrong_type")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":{\"format\":\"latex\",\"content\":\"x\"}}", "/body/format unknown_value")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":{\"format\":\"markdown,html\",\"content\":\"x\"}}", "/body/format unknown_value")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":[{}]}", "/body/0/_type required")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":[{\"_type\":\"script\"}]}", "/body/0/_type unknown_value")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":[{\"_type\":\"divider\",\"extra\":1}]}", "/body/0/extra unknown_field")]
    [InlineData("articles", "{\"title\":\"x\",\"body\":[null]}", "/body/0 wrong_type")]
    [InlineData("editions", "{\"title\":\"x\",\"newsletter\":\"no-such-letter\",\"number\":1}", "/newsletter unknown_reference")]
    [InlineData("newsletters", "{\"title\":\"x\",\"timeZone\":\"Mars/Olympus\"}", "/timeZone unknown_time_zone")]
    [InlineData("newsletters", "{\"title\":\"x\",\"timeZone\":\"../../etc/passwd\"}", "/timeZone unknown_time_zone")]
    [InlineData("newsletters", "{\"title\":\"x\",\"cadence\":{\"rrule\":\"EVERY FRIDAY\"}}", "/cadence/rrule bad_rrule")]
    [InlineData("newsletters", "{\"title\":\"x\",\"cadence\":{\"rrule\":\"FREQ=WEEKLY;NONSENSE=1\"}}", "/cadence/rrule bad_rrule")]
    [InlineData("newsletters", "{\"title\":\"x\",\"cadence\":{\"rrule\":\"FREQ=WEEKLY;BYDAY=XX\"}}", "/cadence/rrule bad_rrule")]
    [InlineData("newsletters", "{\"title\":\"x\",\"cadence\":{\"rrule\":\"FREQ=WEEKLY;INTERVAL=0\"}}", "/cadence/rrule bad_rrule")]
    [InlineData("notices", "{\"title\":\"x\",\"regions\":{\"include\":[\"XX\"]}}", "/regions/include/0 unknown_country")]
    [InlineData("notices", "{\"title\":\"x\",\"regions\":{\"exclude\":[\"de\"]}}", "/regions/exclude/0 unknown_country")]
    [InlineData("breaking", "{\"title\":\"x\"}", "/until required")]
    [InlineData("media", "{\"title\":\"x\",\"durationSeconds\":1e400}", "/durationSeconds wrong_type")]
    [InlineData("media", "{\"title\":\"x\",\"durationSeconds\":-1}", "/durationSeconds out_of_range")]
    [InlineData("media", "{\"title\":\"x\",\"focalPoint\":{\"x\":2,\"y\":0}}", "/focalPoint out_of_range")]
    [InlineData("tags", "{\"title\":\"x\",\"iptcCode\":\"1\"}", "/iptcCode bad_iptc_code")]
    [InlineData("tags", "{\"title\":\"x\",\"synonyms\":[\"\\u0000\"]}", "/synonyms/0 control_character")]
    public async Task What_does_not_fit_is_named_and_nothing_is_written(string plural, string json, string error)
    {
        var sequence = await Server.SequenceAsync();
        var reply = (await Owner.SendTextAsync(HttpMethod.Post, $"/manage/v1/{plural}", json)).IsProblem(422, "invalid_content");
        Assert.Equal([error], reply.Errors);
        Assert.Equal(sequence, await Server.SequenceAsync());
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("\"5\"")]
    [InlineData("-1")]
    [InlineData("0")]
    public async Task An_edition_needs_a_whole_positive_number(string number)
    {
        var newsletter = await Samples.CreateAsync(Owner, "newsletters");
        var reply = (await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/editions", $"{{\"title\":\"x\",\"newsletter\":\"{newsletter["id"]}\",\"number\":{number}}}")).IsProblem(422, "invalid_content");
        Assert.StartsWith("/number ", Assert.Single(reply.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var reply = await Owner.SendTextAsync(HttpMethod.Post, "/manage/v1/articles", "{\"kind\":1,\"slug\":\"A\",\"seo\":{\"x\":1},\"body\":[{\"_type\":\"x\"}],\"version\":3}");
        Assert.Equal(["/body/0/_type unknown_value", "/kind wrong_type", "/seo/x unknown_field", "/slug bad_slug", "/title required", "/version read_only"],
            reply.IsProblem(422, "invalid_content").Errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_taken_slug_or_number_names_who_has_it()
    {
        var edition = await Samples.CreateAsync(Owner, "editions");
        var write = await Samples.WriteAsync(Owner, "editions");
        write["slug"] = edition["slug"]!.DeepClone();
        Assert.Equal((string?)edition["id"], (string?)(await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/editions", write)).IsProblem(409, "slug_taken").Json["conflictingId"]);
        write["slug"] = Unique("other");
        (write["newsletter"], write["number"]) = (edition["newsletter"]!.DeepClone(), edition["number"]!.DeepClone());
        Assert.Equal((string?)edition["id"], (string?)(await Owner.SendNodeAsync(HttpMethod.Post, "/manage/v1/editions", write)).IsProblem(409, "number_taken").Json["conflictingId"]);
        var other = await Samples.CreateAsync(Owner, "editions");
        var patch = new JsonObject { ["slug"] = edition["slug"]!.DeepClone() };
        Assert.Equal((string?)edition["id"], (string?)(await Owner.SendNodeAsync(HttpMethod.Patch, other.Address("editions"), patch, other.Tag())).IsProblem(409, "slug_taken").Json["conflictingId"]);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}

public sealed class BadInputOnSqlite(SharedServer shared) : BadInputTests(Engine.Sqlite, shared);

public sealed class BadInputOnPostgreSql(SharedServer shared) : BadInputTests(Engine.PostgreSql, shared);
