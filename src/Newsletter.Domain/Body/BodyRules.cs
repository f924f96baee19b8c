namespace Newsletter.Domain.Body;

/// <summary>What the schema of the body demands, beyond what its types say. Pointers are relative to the body.</summary>
public static class BodyRules
{
    public const int MaxBlocks = 2_000;
    public const int MaxText = 1_000_000;

    private const int MaxImages = 100;
    private const int MaxRows = 500;
    private const int MaxCells = 50;
    private const int MaxCalloutBlocks = 100;

    public static IReadOnlyList<Issue> Check(IReadOnlyList<Block> body)
    {
        var found = new BodyIssues();
        // Beyond the limit nothing is looked at: the answer must not grow with what is refused.
        if (body.Count > MaxBlocks)
        {
            found.Add("", "too_many", $"A body has at most {MaxBlocks:N0} blocks.");
            return found.Issues;
        }
        Blocks(found, "", body);
        if (found.TextLength > MaxText) found.Add("", "too_long", $"The text of a body has at most {MaxText:N0} characters.");
        return found.Issues;
    }

    private static void Blocks(BodyIssues found, string at, IReadOnlyList<Block> blocks)
    {
        if (!found.Whole(at, blocks)) return;
        found.Keys(at, blocks, block => block.Key);
        for (var i = 0; i < blocks.Count; i++) Check(found, $"{at}/{i}", blocks[i]);
    }

    private static void Check(BodyIssues found, string at, Block block)
    {
        switch (block)
        {
            case TextBlock text:
                TextRules.Check(found, at, text);
                break;
            case ImageBlock image:
                Image(found, at, image.Caption, image.Credit, image.Alt);
                break;
            case GalleryBlock gallery:
                Gallery(found, at, gallery);
                break;
            case RecordingBlock recording:
                RecordingRules.Check(found, at, recording);
                break;
            case EmbedBlock embed:
                RecordingRules.Check(found, at, embed);
                break;
            case RelatedLinkBlock link:
                RelatedLink(found, at, link);
                break;
            case PullQuoteBlock quote:
                found.Required($"{at}/text", quote.Text, 2_000);
                found.Text($"{at}/attribution", quote.Attribution, 300);
                break;
            case CalloutBlock callout:
                Callout(found, at, callout);
                break;
            case TableBlock table:
                Table(found, at, table);
                break;
        }
    }

    private static void Image(BodyIssues found, string at, string? caption, string? credit, string? alt)
    {
        found.Text($"{at}/caption", caption, 2_000);
        found.Text($"{at}/credit", credit, 300);
        found.Text($"{at}/alt", alt, 1_000);
    }

    private static void Gallery(BodyIssues found, string at, GalleryBlock gallery)
    {
        found.Text($"{at}/title", gallery.Title, 300);
        found.Count($"{at}/images", gallery.Images.Count, 1, MaxImages, "images");
        if (!found.Whole($"{at}/images", gallery.Images)) return;
        found.Keys($"{at}/images", gallery.Images, image => image.Key);
        for (var i = 0; i < gallery.Images.Count; i++)
        {
            var image = gallery.Images[i];
            Image(found, $"{at}/images/{i}", image.Caption, image.Credit, image.Alt);
        }
    }

    private static void RelatedLink(BodyIssues found, string at, RelatedLinkBlock link)
    {
        if (link.Reference is null == link.Href is null) found.Add(at, "exactly_one", "Give either reference or href.");
        if (link.Href is { } href) found.Href($"{at}/href", href);
        if (link is { Href: not null, Reference: null }) found.Required($"{at}/title", link.Title, 300);
        else found.Text($"{at}/title", link.Title, 300);
        found.Text($"{at}/prefix", link.Prefix, 60);
    }

    private static void Callout(BodyIssues found, string at, CalloutBlock callout)
    {
        found.Text($"{at}/title", callout.Title, 300);
        found.Count($"{at}/content", callout.Content.Count, 1, MaxCalloutBlocks, "blocks");
        if (!found.Whole($"{at}/content", callout.Content)) return;
        for (var i = 0; i < callout.Content.Count; i++)
        {
            if (callout.Content[i] is not TextBlock) found.Add($"{at}/content/{i}/_type", "not_allowed_here", "A callout holds text only.", ["block"]);
            else if (callout.Content[i] is TextBlock { Style: BlockStyle.Blockquote })
            {
                found.Add($"{at}/content/{i}/style", "not_allowed_here", "A callout holds paragraphs, headings and lists only.", ["normal", "h2", "h3"]);
            }
        }
        // Callouts inside callouts are refused above and not entered, so nothing here nests deeper than this.
        Blocks(found, $"{at}/content", [.. callout.Content.Select(block => block is TextBlock ? block : new DividerBlock { Key = block.Key })]);
    }

    private static void Table(BodyIssues found, string at, TableBlock table)
    {
        found.Text($"{at}/caption", table.Caption, 2_000);
        found.Count($"{at}/rows", table.Rows.Count, 1, MaxRows, "rows");
        found.Range($"{at}/headerRows", table.HeaderRows, 0, table.Rows.Count);
        if (!found.Whole($"{at}/rows", table.Rows)) return;
        found.Keys($"{at}/rows", table.Rows, row => row.Key);
        if (table.Rows.Count is 0 or > MaxRows) return;
        var width = table.Rows[0].Cells.Count;
        found.Count($"{at}/rows/0/cells", width, 1, MaxCells, "cells");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var cells = table.Rows[r].Cells;
            if (cells.Count != width)
            {
                found.Add($"{at}/rows/{r}/cells", "not_rectangular", $"All rows have as many cells as the first: {width}.");
                continue;
            }
            if (!found.Whole($"{at}/rows/{r}/cells", cells)) continue;
            for (var c = 0; c < cells.Count && width <= MaxCells; c++) found.Text($"{at}/rows/{r}/cells/{c}", cells[c], 2_000);
        }
    }
}
