namespace Newsletter.Domain.Body;

/// <summary>Writes the blocks that are not text as Markdown; empty if there is nothing to say.</summary>
internal sealed class MarkdownBlocks(IBodyTargets targets)
{
    public string Write(Block block) => block switch
    {
        ImageBlock image => Image(image.Media, image.Caption, image.Credit, image.Alt),
        GalleryBlock gallery => Parts([Text(gallery.Title), .. gallery.Images.Select(image => Image(image.Media, image.Caption, image.Credit, image.Alt))]),
        RecordingBlock recording => Recording(recording),
        EmbedBlock embed when embed.Availability.CanPlay() => Href.IsWeb(embed.Url) ? Link(embed.Fallback.Or(null) ?? embed.Url, embed.Url) : "",
        EmbedBlock embed => Text(embed.Fallback),
        RelatedLinkBlock link => Related(link),
        PullQuoteBlock quote => BodyMarkdown.Prefixed(Parts([Text(quote.Text), quote.Attribution.Or(null) is { } who ? "— " + Text(who) : ""]), "> "),
        CalloutBlock callout => Box(callout.Title, callout.Content),
        PodcastBlock podcast => targets.Visible(podcast.Reference) is { } target ? Parts([Link(target), Link(targets.Visible(podcast.Episode))]) : "",
        SubscribeFormBlock form => Link(targets.Visible(form.Newsletter)),
        AuthorBioBlock bio => targets.Visible(bio.Author) is { } author ? Author(author) : "",
        NoticeBlock notice => targets.Visible(notice.Reference) is { } target ? Box(target.Title, [.. target.Body.Where(inner => inner is not NoticeBlock)]) : "",
        TableBlock table => Table(table),
        DividerBlock => "---",
        _ => "",
    };

    private string Image(Reference reference, string? caption, string? credit, string? alt)
    {
        if (targets.File(reference) is not { } media) return "";
        var words = string.Join(' ', new[] { caption.Or(media.Caption), credit.Or(media.Credit) }.OfType<string>());
        return Parts(["!" + Link(alt.Or(media.Alt) ?? "", media.FileUrl), Text(words)]);
    }

    private string Recording(RecordingBlock recording)
    {
        if (!recording.Availability.CanPlay()) return Text(recording.Fallback.Or(recording.Title));
        var media = targets.File(recording.Media);
        if (recording.Media is not null && media is null) return Text(recording.Fallback);
        var url = media?.FileUrl ?? recording.ProviderUrl();
        return Parts([url is null ? Text(recording.Name()) : Link(recording.Name(), url), Text(recording.Caption.Or(media?.Caption))]);
    }

    private string Related(RelatedLinkBlock link)
    {
        var target = link.Reference is { } reference ? targets.Visible(reference.Id) : null;
        var url = link.Reference is null ? link.Href : target?.Url;
        if (!Href.IsAllowed(url)) return "";
        var words = Link(link.Title.Or(target?.Title) ?? url!, url!);
        return link.Prefix.Or(null) is { } prefix ? Text(prefix) + " " + words : words;
    }

    private static string Author(BodyTarget author) => Parts(
    [
        author.Author?.JobTitle.Or(null) is { } job ? $"{Link(author)}, {Text(job)}" : Link(author),
        .. (author.Author?.Bio).Paragraphs().Select(paragraph => Text(paragraph)),
    ]);

    private string Box(string? title, IReadOnlyList<Block> content) =>
        BodyMarkdown.Prefixed(Parts([title.Or(null) is null ? "" : $"**{Text(title!.Trim())}**", BodyMarkdown.Render(content, targets)]), "> ");

    private static string Table(TableBlock table)
    {
        if (table.Rows.Count == 0) return "";
        var width = table.Rows.Max(row => row.Cells.Count);
        var cells = table.Rows.Select(row => Row(row.Cells.Select(cell => MarkdownText.Escape(cell)))).ToList();
        // Markdown has exactly one header row; a table without one gets an empty one.
        if (table.HeaderRows == 0) cells.Insert(0, Row(Enumerable.Repeat("", width)));
        cells.Insert(1, Row(Enumerable.Repeat("---", width)));
        return Parts([Text(table.Caption), string.Join('\n', cells)]);
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Text(string? text) => string.IsNullOrWhiteSpace(text) ? "" : MarkdownText.Escape(text, oneLine: false);

    private static string Link(BodyTarget? target) => target is null ? "" : Link(target.Title, target.Url);

    private static string Link(string words, string url) => $"[{MarkdownText.Escape(words)}]({MarkdownText.Address(url)})";

    private static string Parts(IEnumerable<string> parts) => string.Join("\n\n", parts.Where(part => part.Length > 0));
}
