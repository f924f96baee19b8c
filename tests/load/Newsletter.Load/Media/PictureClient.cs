using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Newsletter.Load.Media;

/// <summary>A rendition as delivery lists it.</summary>
internal sealed record Rendition(int Picture, int Width, int Height, string Format, string Url);

/// <summary>Uploads pictures, lets an author show each, and asks for what is made of them.</summary>
internal sealed class PictureClient(Running server) : IDisposable
{
    private static int authors;

    private readonly HttpClient client = Api.Client(server);

    public void Dispose() => client.Dispose();

    public async Task<string> UploadAsync(string path)
    {
        using var file = new StreamContent(File.OpenRead(path));
        using var form = new MultipartFormDataContent { { file, "file", Path.GetFileName(path) } };
        using var answer = await client.PostAsync("/manage/v1/media", form);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(text)!["data"]!["id"]! : throw new InvalidOperationException($"{(int)answer.StatusCode} {text}");
    }

    /// <returns>What is made of it in one of the aspects, or in all; the file itself is not.</returns>
    public async Task<IReadOnlyList<Rendition>> ShowAsync(string media, int picture, string? aspect)
    {
        var slug = $"shows-{Interlocked.Increment(ref authors)}";
        await Api.SendAsync(client, "/manage/v1/authors", new { slug, title = slug, portrait = new { media } });
        var shown = await client.GetFromJsonAsync<JsonObject>($"/api/v1/media/{media}");
        return [.. shown!["data"]!["renditions"]!.AsArray().Where(one => (string?)one!["name"] != "original" && (aspect is null || (string?)one["aspect"] == aspect))
            .Select(one => new Rendition(picture, (int)one!["width"]!, (int)one["height"]!, Path.GetExtension((string)one["url"]!)[1..], (string)one["url"]!))];
    }

    /// <summary>Asks once for each, by so many clients.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> AskAsync(IEnumerable<Rendition> renditions, int clients, CancellationToken end = default)
    {
        var watch = Stopwatch.StartNew();
        await EachAsync(renditions, clients, async rendition => await client.GetByteArrayAsync(rendition.Url, end), end);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Does something with each, so many at a time, until all are done or it is called off.</summary>
    public static async Task EachAsync<T>(IEnumerable<T> all, int atATime, Func<T, Task> act, CancellationToken end = default)
    {
        try
        {
            await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = end }, async (one, _) => await act(one));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Called off.
        }
    }
}
