using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.BrowserTests;

/// <summary>Blocks that hold a text wherever they hold one.</summary>
internal static class HostileBlocks
{
    public static IEnumerable<JsonObject> Of(string text, string picture)
    {
        var prefix = text[..Math.Min(60, text.Length)];
        yield return Paragraph(text);
        yield return new() { ["_type"] = "image", ["media"] = picture, ["caption"] = text, ["credit"] = text, ["alt"] = text };
        yield return new() { ["_type"] = "gallery", ["title"] = text, ["images"] = new JsonArray(new JsonObject { ["media"] = picture, ["caption"] = text, ["credit"] = text, ["alt"] = text }) };
        yield return new() { ["_type"] = "video", ["provider"] = "youtube", ["providerId"] = "a", ["title"] = text, ["caption"] = text };
        yield return new() { ["_type"] = "audio", ["provider"] = "elsewhere", ["providerId"] = "a", ["fallback"] = text, ["availability"] = new JsonObject { ["status"] = "unavailable", ["reason"] = text } };
        yield return new() { ["_type"] = "embed", ["provider"] = "elsewhere", ["url"] = "https://example.org/?" + Uri.EscapeDataString(text), ["fallback"] = text };
        yield return new() { ["_type"] = "relatedLink", ["href"] = "https://example.org/", ["title"] = text, ["prefix"] = prefix };
        yield return new() { ["_type"] = "pullQuote", ["text"] = text, ["attribution"] = text };
        yield return new() { ["_type"] = "callout", ["title"] = text, ["content"] = new JsonArray(Paragraph(text)) };
        yield return new()
        {
            ["_type"] = "table",
            ["caption"] = text,
            ["headerRows"] = 1,
            ["rows"] = new JsonArray(new JsonObject { ["cells"] = new JsonArray(text) }, new JsonObject { ["cells"] = new JsonArray(text) }),
        };
    }

    /// <summary>Makes an item with this name, of another type for each number, and gives the block that shows it.</summary>
    public static async Task<JsonObject> NamedAsync(HttpClient owner, int number, string name)
    {
        var slug = $"named-{number}";
        switch (number % 5)
        {
            case 0:
                return new() { ["_type"] = "authorBio", ["author"] = (await owner.CreateAsync("authors", new { slug, title = name, jobTitle = name, bio = name }))["id"]!.DeepClone() };
            case 1:
                return new() { ["_type"] = "podcast", ["reference"] = (await owner.CreateAsync("podcasts", new { slug, title = name }))["id"]!.DeepClone() };
            case 2:
                return new() { ["_type"] = "subscribeForm", ["newsletter"] = (await owner.CreateAsync("newsletters", new { slug, title = name }))["id"]!.DeepClone() };
            case 3:
                return new() { ["_type"] = "notice", ["reference"] = (await owner.CreateAsync("notices", new { slug, title = name, kind = "legal", body = new[] { Paragraph(name) } }))["id"]!.DeepClone() };
            default:
                return new() { ["_type"] = "image", ["media"] = await UploadAsync(owner, name) };
        }
    }

    /// <summary>Uploads a picture with these words and gives its id.</summary>
    public static async Task<string> UploadAsync(HttpClient owner, string words)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(TestPictures.Make()), "file", words.Replace('"', '\'') + ".png");
        foreach (var field in new[] { "alt", "caption", "credit" }) form.Add(new StringContent(words), field);
        using var response = await owner.PostAsync("/manage/v1/media", form);
        return (string)(await TestRequests.ExpectAsync(response, 201))["data"]!["id"]!;
    }

    private static JsonObject Paragraph(string text) => new() { ["_type"] = "block", ["children"] = new JsonArray(new JsonObject { ["_type"] = "span", ["text"] = text }) };
}
