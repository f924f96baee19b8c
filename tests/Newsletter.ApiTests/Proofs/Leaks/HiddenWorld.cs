using System.Text.Json.Nodes;
using Newsletter.Testing;

namespace Newsletter.ApiTests.Proofs.Leaks;

/// <summary>A few items that readers see, among hundreds that they must not; both refer to each other in every way.</summary>
internal sealed class HiddenWorld(TestServer server)
{
    private const string Unreferenced = "unreferenced";

    public static readonly string[] Simple = ["tags", "authors", "notices", "newsletters", "podcasts", "episodes", "breaking"];
    private static readonly int Copies = Proof.IsLong ? 3 : 1;
    private static readonly string[] SimpleStates = ["draft", "embargoed", "expired", "unpublished"];
    private static readonly string[] States = ["draft", "inReview", "approved", "scheduled", "embargoed", "expired", "unpublished", "takenDown", "returned", "rescheduled"];

    private readonly Dictionary<string, JsonObject> items = [];
    private int numbers = 100;

    public Canaries Canaries { get; } = new();
    public List<HiddenItem> Hidden { get; } = [];
    public List<ShownItem> Shown { get; } = [];
    public List<string> ShownFiles { get; } = [];
    public List<string> HiddenFiles { get; } = [];

    private HttpClient Owner => server.Owner;
    private DateTimeOffset Now => server.Clock!.GetUtcNow();
    private DateTimeOffset Later => Now.AddDays(3);

    public async Task FillAsync()
    {
        var open = await OpenAsync();
        foreach (var plural in Simple)
        {
            foreach (var state in SimpleStates) await HideManyAsync(plural, state, open, Copies);
        }
        foreach (var state in States)
        {
            await HideManyAsync("articles", state, open, 2 * Copies);
            await HideManyAsync("editions", state, open, Copies);
        }
        await ReferAsync(open);
        foreach (var item in Hidden) await WithdrawAsync(item);
        server.Clock!.Advance(TimeSpan.FromHours(2));
    }

    /// <summary>What readers see and hidden items refer to.</summary>
    private async Task<Targets> OpenAsync()
    {
        var media = await UploadAsync("open", "open");
        var open = new Targets { Media = [(string)media["id"]!] };
        open = open with { Notices = [await ShowAsync("notices", "open-notice", open)] };
        open = open with { Authors = [await ShowAsync("authors", "open-author", open)], Tags = [await ShowAsync("tags", "open-tag", open)] };
        open = open with { Newsletters = [await ShowAsync("newsletters", "open-newsletter", open)] };
        open = open with { Podcasts = [await ShowAsync("podcasts", "open-podcast", open)] };
        open = open with { Episodes = [await ShowAsync("episodes", "open-episode", open)] };
        open = open with { Articles = [await ShowAsync("articles", "open-article", open)] };
        open = open with { Editions = [await ShowAsync("editions", "open-edition", open)] };
        Shown.Add(new("media", open.Media[0], (string)media["slug"]!));
        ShownFiles.Add(Pictures.PathOf(media));
        return open;
    }

    /// <summary>What readers see and what refers to hidden items, published while those were; then newer drafts of it.</summary>
    private async Task ReferAsync(Targets open)
    {
        var known = Hidden.Where(item => item.State is not ("draft" or "inReview" or "approved" or "scheduled")).ToLookup(item => item.Plural, item => item.Id);
        var to = new Targets
        {
            Authors = [.. known["authors"], .. open.Authors],
            Tags = [.. known["tags"], .. open.Tags],
            Articles = [.. known["articles"], .. open.Articles],
            Editions = [.. known["editions"], .. open.Editions],
            Newsletters = [.. known["newsletters"], .. open.Newsletters],
            Podcasts = [.. known["podcasts"], .. open.Podcasts],
            Episodes = [.. known["episodes"], .. open.Episodes],
            Notices = [.. known["notices"], .. open.Notices],
            Media = open.Media,
        };
        foreach (var plural in Simple) await ShowAsync(plural, "referring-" + plural, to);
        // Its newsletter is seen, so that the archive has it.
        to = to with { Newsletters = [.. open.Newsletters, .. known["newsletters"]] };
        foreach (var plural in new[] { "articles", "editions" })
        {
            var id = await ShowAsync(plural, "referring-" + plural, to);
            foreach (var (state, at) in States.Select((state, at) => (state, at)))
            {
                var hidden = Hidden.First(item => item.Plural == plural && item.State == state);
                await ShowAsync(plural, $"translation-{at}-{plural}", open, write => (write["translationOf"], write["language"]) = (hidden.Id, $"q{(char)('a' + at)}a"));
            }
            foreach (var item in new[] { id, (plural == "articles" ? open.Articles : open.Editions)[0] }) await ChangeAsync(plural, item);
        }
        // A part of what is hidden itself.
        await ShowAsync("editions", "orphaned-edition", open with { Newsletters = [known["newsletters"].First()] });
    }

    private async Task<string> ShowAsync(string plural, string slug, Targets to, Action<JsonObject>? change = null)
    {
        var write = Complete(MarkedContent.Write(plural, "Seen", to, Later), plural, slug, "Seen");
        if (write.ContainsKey("internalNote")) write["internalNote"] = Canaries.NewWord();
        change?.Invoke(write);
        var item = await Owner.CreateAsync(plural, write);
        if (plural is "articles" or "editions") item = await Owner.PublishAsync(plural, item);
        items[(string)item["id"]!] = item;
        Shown.Add(new(plural, (string)item["id"]!, slug));
        return (string)item["id"]!;
    }

    private async Task HideManyAsync(string plural, string state, Targets open, int copies)
    {
        var word = Canaries.NewWord();
        var media = await UploadAsync(word, Canaries.NewWord());
        Hide("media", media, state == "expired" && plural is not ("tags" or "breaking") ? state : Unreferenced);
        HiddenFiles.Add(Pictures.PathOf(media));
        Canaries.Add(((string)media["file"]!["sha256"]!)[..16]);
        var to = open with { Media = [(string)media["id"]!] };
        for (var copy = 0; copy < copies; copy++)
        {
            word = Canaries.NewWord();
            var write = Complete(MarkedContent.Write(plural, word, copy == 0 ? to : to with { Articles = [] }, Later), plural, Canaries.NewWord(), word);
            if (Simple.Contains(plural)) write["status"] = "draft";
            if (plural is "articles" or "editions" && copy == 1) (write["translationOf"], write["language"]) = ((plural == "articles" ? open.Articles : open.Editions)[0], $"q{(char)('a' + Array.IndexOf(States, state))}b");
            var item = await Owner.CreateAsync(plural, write);
            Hide(plural, await AdvanceAsync(plural, item, state), state);
        }
    }

    /// <summary>The first steps: to the end for what readers never saw; what they are to be led to is published.</summary>
    private async Task<JsonObject> AdvanceAsync(string plural, JsonObject item, string state)
    {
        switch (state)
        {
            case "draft": return item;
            case "inReview": return await ActAsync(plural, item, "submit");
            case "approved": return await ActAsync(plural, await ActAsync(plural, item, "submit"), "approve");
            case "scheduled": return await ActAsync(plural, item, "publish", new JsonObject { ["at"] = Later });
            case "embargoed": return await ActAsync(plural, item, "publish", new JsonObject { ["embargoUntil"] = Later });
            case "expired": return await ActAsync(plural, item, "publish", new JsonObject { ["expiresAt"] = Now.AddHours(1) });
            default: return await ActAsync(plural, item, "publish");
        }
    }

    /// <summary>The last steps, when others refer to it.</summary>
    private async Task WithdrawAsync(HiddenItem hidden)
    {
        if (!items.TryGetValue(hidden.Id, out var item)) return;
        switch (hidden.State)
        {
            case "unpublished":
                await ActAsync(hidden.Plural, item, "unpublish");
                break;
            case "takenDown":
                await ActAsync(hidden.Plural, item, "takedown", new JsonObject { ["reason"] = Canaries.NewWord(), ["publicReason"] = "By order" });
                break;
            case "returned":
                await ActAsync(hidden.Plural, await ActAsync(hidden.Plural, item, "unpublish"), "submit");
                await ChangeAsync(hidden.Plural, hidden.Id);
                break;
            case "rescheduled":
                await ActAsync(hidden.Plural, await ActAsync(hidden.Plural, item, "unpublish"), "publish", new JsonObject { ["at"] = Later });
                break;
        }
    }

    /// <summary>A newer draft with new words everywhere.</summary>
    private async Task ChangeAsync(string plural, string id)
    {
        var word = Canaries.NewWord();
        var present = await Owner.GetReplyAsync($"/manage/v1/{plural}/{id}");
        var drafts = Hidden.Where(item => item.State == "draft").ToLookup(item => item.Plural, item => item.Id);
        var to = new Targets { Authors = [.. drafts["authors"]], Tags = [.. drafts["tags"]], Articles = [.. drafts["articles"]], Media = [.. Hidden.Where(item => item.State == Unreferenced).Take(5).Select(item => item.Id)], Notices = [.. drafts["notices"]] };
        var write = MarkedContent.Write(plural, word, to, Later);
        write.Remove("newsletter");
        (write["title"], write["slug"]) = (word, Canaries.NewWord());
        (await Owner.SendNodeAsync(HttpMethod.Patch, $"/manage/v1/{plural}/{id}", write, present.ETag)).Is(200);
    }

    private JsonObject Complete(JsonObject write, string plural, string slug, string title)
    {
        (write["slug"], write["title"]) = (slug, title);
        if (plural == "editions") write["number"] = ++numbers;
        return write;
    }

    private void Hide(string plural, JsonObject item, string state)
    {
        Hidden.Add(new(plural, (string)item["id"]!, (string)item["slug"]!, state));
        Canaries.Add((Guid)item["id"]!);
        if (plural != "media") items[(string)item["id"]!] = item;
    }

    private async Task<JsonObject> UploadAsync(string word, string slug)
    {
        string[] names = ["title", "alt", "caption", "credit", "source", "transcript", "internalNote"];
        return (await Pictures.PostAsync(Owner, Pictures.Form(Pictures.Make(), word + ".png", [("slug", slug), .. names.Select(name => (name, word))]))).Is(201).Data;
    }

    private async Task<JsonObject> ActAsync(string plural, JsonObject item, string action, JsonObject? terms = null) =>
        (await Owner.SendNodeAsync(HttpMethod.Post, $"{item.Address(plural)}/{action}", terms, item.Tag())).Is(200).Data;
}
