namespace Newsletter.Domain.Body;

/// <summary>Writes the blocks that are not text. A block whose target is missing is left out.</summary>
internal sealed class HtmlBlocks(HtmlText html, IBodyTargets targets)
{
    public void Write(Block block)
    {
        switch (block)
        {
            case ImageBlock image:
                Image(image.Media, image.Caption, image.Credit, image.Alt, $"image image-{image.Size.ToString().ToLowerInvariant()}");
                break;
            case GalleryBlock gallery:
                Gallery(gallery);
                break;
            case RecordingBlock recording:
                new HtmlRecordings(html, targets).Write(recording);
                break;
            case EmbedBlock embed:
                new HtmlRecordings(html, targets).Write(embed);
                break;
            case RelatedLinkBlock link:
                RelatedLink(link);
                break;
            case PullQuoteBlock quote:
                html.Open("aside", ("class", "pull-quote")).Element("blockquote", quote.Text);
                html.Element("footer", quote.Attribution.Or(null)).Close("aside");
                break;
            case CalloutBlock callout:
                html.Open("aside", ("class", $"callout callout-{callout.Variant.ToString().ToLowerInvariant()}"));
                html.Element("p", callout.Title.Or(null), ("class", "callout-title"));
                BodyHtml.Render(html, [.. callout.Content.OfType<TextBlock>()], targets);
                html.Close("aside");
                break;
            case PodcastBlock podcast:
                Links("podcast", targets.Visible(podcast.Reference), targets.Visible(podcast.Episode));
                break;
            case SubscribeFormBlock form:
                Links("subscribe-form", targets.Visible(form.Newsletter), null);
                break;
            case AuthorBioBlock bio when targets.Visible(bio.Author) is { } author:
                Author(author);
                break;
            case NoticeBlock notice when targets.Visible(notice.Reference) is { } target:
                html.Open("aside", ("class", "notice")).Element("p", target.Title, ("class", "notice-title"));
                // A notice within a notice is left out, or a circle of them would have no end.
                BodyHtml.Render(html, [.. target.Body.Where(inner => inner is not NoticeBlock)], targets);
                html.Close("aside");
                break;
            case TableBlock table:
                Table(table);
                break;
            case DividerBlock:
                html.Open("hr");
                break;
        }
    }

    private void Image(Reference reference, string? caption, string? credit, string? alt, string names)
    {
        if (targets.File(reference) is not { } media) return;
        html.Open("figure", ("class", names));
        html.Open("img", ("src", media.FileUrl), ("srcset", media.Srcset), ("sizes", media.Srcset is null ? null : "100vw"), ("alt", alt.Or(media.Alt) ?? ""), ("width", HtmlText.Number(media.Width)), ("height", HtmlText.Number(media.Height)));
        Caption(caption.Or(media.Caption), credit.Or(media.Credit));
        html.Close("figure");
    }

    private void Caption(string? caption, string? credit)
    {
        if (caption is null && credit is null) return;
        html.Open("figcaption").Text(caption ?? "");
        if (caption is not null && credit is not null) html.Text(" ");
        html.Element("small", credit).Close("figcaption");
    }

    private void Gallery(GalleryBlock gallery)
    {
        if (!gallery.Images.Any(image => targets.File(image.Media) is not null)) return;
        html.Open("figure", ("class", "gallery"));
        foreach (var image in gallery.Images) Image(image.Media, image.Caption, image.Credit, image.Alt, "image");
        Caption(gallery.Title.Or(null), null);
        html.Close("figure");
    }

    private void RelatedLink(RelatedLinkBlock link)
    {
        var target = link.Reference is { } reference ? targets.Visible(reference.Id) : null;
        var url = link.Reference is null ? link.Href : target?.Url;
        if (!Href.IsAllowed(url)) return;
        html.Open("p", ("class", "related-link"));
        if (link.Prefix.Or(null) is { } prefix) html.Element("span", prefix).Text(" ");
        html.Element("a", link.Title.Or(target?.Title) ?? url, ("href", url)).Close("p");
    }

    private void Links(string name, BodyTarget? first, BodyTarget? second)
    {
        if (first is null) return;
        html.Open("aside", ("class", name)).Open("p").Element("a", first.Title, ("href", first.Url)).Close("p");
        if (second is not null) html.Open("p").Element("a", second.Title, ("href", second.Url)).Close("p");
        html.Close("aside");
    }

    private void Author(BodyTarget author)
    {
        html.Open("aside", ("class", "author-bio"));
        // The name stands beside the portrait, so the portrait says nothing more.
        if (Href.IsAllowed(author.Author?.PortraitUrl)) html.Open("img", ("src", author.Author!.PortraitUrl), ("alt", ""));
        html.Open("p").Element("a", author.Title, ("href", author.Url), ("rel", "author"));
        if (author.Author?.JobTitle.Or(null) is { } job) html.Text(", " + job);
        html.Close("p");
        foreach (var paragraph in (author.Author?.Bio).Paragraphs()) html.Element("p", paragraph);
        html.Close("aside");
    }

    private void Table(TableBlock table)
    {
        var headings = Math.Clamp(table.HeaderRows, 0, table.Rows.Count);
        html.Open("table").Element("caption", table.Caption.Or(null));
        Rows("thead", table.Rows.Take(headings), "th", "col");
        Rows("tbody", table.Rows.Skip(headings), "td", null);
        html.Close("table");
    }

    private void Rows(string group, IEnumerable<TableRow> rows, string cell, string? scope)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        html.Open(group);
        foreach (var row in all)
        {
            html.Open("tr");
            foreach (var text in row.Cells) html.Element(cell, text, ("scope", scope));
            html.Close("tr");
        }
        html.Close(group);
    }
}
