using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>Figures, boxes, pictures and recordings.</summary>
internal sealed class HtmlBoxes(BlockAssembler blocks)
{
    private const int MaxCalloutBlocks = 100;

    private (int From, string? Caption)? figure;
    private (int From, CalloutVariant? Variant)? aside;
    private PlainText? caption;
    private int asides;
    private Reference? recording;
    private string? recordingTitle;

    public void Start(HtmlElement element)
    {
        switch (element.Name)
        {
            case "figure":
                blocks.EndBlock();
                if (blocks.Plain is null) figure = (blocks.Blocks.Count, null);
                break;
            case "figcaption" when blocks.Plain is null && figure is not null:
                blocks.EndBlock();
                blocks.Plain = caption = new();
                break;
            case "aside":
                blocks.EndBlock();
                if (asides++ == 0 && blocks.Plain is null) aside = (blocks.Blocks.Count, Variant(element["class"]));
                break;
            default:
                blocks.ParagraphBoundary();
                break;
        }
    }

    public void End(string name)
    {
        if (name is "figcaption" or "figure") EndCaption();
        blocks.EndBlock();
        if (name == "figure") EndFigure();
        if (name == "aside" && asides > 0 && --asides == 0) EndAside();
    }

    public void Finish()
    {
        EndCaption();
        EndFigure();
        EndAside();
    }

    public void Image(HtmlElement element)
    {
        if (blocks.Plain is null && MediaAddresses.Media(element["src"]) is { } media)
        {
            blocks.Add(new ImageBlock { Media = media, Alt = blocks.Shorten(element["alt"], 1_000) });
            return;
        }
        blocks.Drop("dropped_image", $"The image {DropReport.Quote(element["src"])} was dropped: pictures are media items here.");
    }

    /// <summary>An element whose content is skipped.</summary>
    public void Foreign(HtmlElement element)
    {
        (recording, recordingTitle) = (null, blocks.Shorten(element["title"], 300));
        if (element.Name is "video" or "audio") Source(element.Name, element);
        else if (element.Name == "iframe") Frame(element["src"]?.Trim());
        else if (element.Name != "title") blocks.Drop("dropped_element", $"The element {element.Name} was dropped with its content.");
    }

    public void Source(string kind, HtmlElement element)
    {
        if (recording is not null || element["src"] is not { } source) return;
        recording = MediaAddresses.Media(source);
        if (recording is null) blocks.Drop("dropped_element", $"The {kind} {DropReport.Quote(source)} was dropped: recordings are media items here.");
    }

    public void EndForeign(string name)
    {
        if (recording is null || blocks.Plain is not null) return;
        if (name == "video") blocks.Add(new VideoBlock { Media = recording, Title = recordingTitle });
        if (name == "audio") blocks.Add(new AudioBlock { Media = recording, Title = recordingTitle });
        recording = null;
    }

    private void Frame(string? address)
    {
        var block = (Block?)MediaAddresses.Video(address, recordingTitle) ?? MediaAddresses.Embed(address);
        if (block is not null && blocks.Plain is null) blocks.Add(block);
        else blocks.Drop("dropped_element", $"The frame {DropReport.Quote(address)} was dropped.");
    }

    private void EndCaption()
    {
        if (caption is null) return;
        if (figure is { } open) figure = open with { Caption = caption.ToString() };
        if (ReferenceEquals(blocks.Plain, caption)) blocks.Plain = null;
        caption = null;
    }

    private void EndFigure()
    {
        if (figure is not { } open) return;
        figure = null;
        if (string.IsNullOrWhiteSpace(open.Caption)) return;
        var content = blocks.Blocks.Count - open.From == 1 ? blocks.Blocks[open.From] : null;
        Block? captioned = content switch
        {
            ImageBlock image => image with { Caption = blocks.Shorten(open.Caption, 2_000) },
            RecordingBlock sound => sound with { Caption = blocks.Shorten(open.Caption, 2_000) },
            TableBlock { Caption: null } table => table with { Caption = blocks.Shorten(open.Caption, 2_000) },
            _ => null,
        };
        if (captioned is not null) blocks.Blocks[open.From] = captioned;
        else blocks.Add(new TextBlock { Children = [new() { Text = open.Caption }] });
    }

    private void EndAside()
    {
        if (aside is not { } open) return;
        (aside, asides) = (null, 0);
        // A box holds text only; pictures and tables in it follow it.
        var inside = blocks.TakeFrom(Math.Min(open.From, blocks.Blocks.Count));
        var texts = inside.OfType<TextBlock>().Select(text => text.Style == BlockStyle.Blockquote ? text with { Style = BlockStyle.Normal } : text).ToList<Block>();
        if (open.Variant is null && texts is [TextBlock { ListItem: null } only]
            && blocks.Shorten(string.Concat(only.Children.Select(span => span.Text)), 2_000) is { } quote) blocks.Add(new PullQuoteBlock { Text = quote });
        else if (texts.Count > 0) blocks.Add(new CalloutBlock { Variant = open.Variant ?? CalloutVariant.Info, Content = [.. texts.Take(MaxCalloutBlocks)] });
        foreach (var rest in texts.Skip(MaxCalloutBlocks).Concat(inside.Where(block => block is not TextBlock))) blocks.Add(rest);
    }

    /// <summary>Null for pull quotes.</summary>
    private static CalloutVariant? Variant(string? names)
    {
        var known = (names ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (known.Contains("pull-quote")) return null;
        var name = known.FirstOrDefault(entry => entry.StartsWith("callout-", StringComparison.Ordinal))?["callout-".Length..];
        return Enum.TryParse<CalloutVariant>(name, ignoreCase: true, out var variant) && Enum.IsDefined(variant) ? variant : CalloutVariant.Info;
    }
}
