using CsCheck;
using Newsletter.Domain.Body;
using Newsletter.Domain.Media;

namespace Newsletter.UnitTests.Body;

/// <summary>Generators of bodies.</summary>
internal static class Bodies
{
    private static readonly string[] LinkKeys = ["a", "B", "b", "_x", "1-a"];

    /// <summary>Pieces that mean something to HTML or Markdown, and letters between them.</summary>
    private static readonly Gen<string> Piece = OneOf(
        "a", "B", "word", " ", "  ", "\n", "\t", "1", "1.", "2)", "-", "+", "#", "##", "=", "===", "---", "***", "*", "**", "_", "__", "`", "```", "~", "~~", "|", "||",
        "<", ">", "&", "&amp;", "&#32;", "\"", "'", "[", "]", "(", ")", "](", "![", "!", ":", "\\", "\\\n", "<b>", "</p>", "<!--", "-->", "<script>", "https://a.b/", "www.a.b", "a@b.c",
        "é", "漢字", "ß", "\u00A0", "€", "😀", "^", "$", "%", "{", "}", ".", ",", ";", "/", "> ", "- ", "    ", "[x]: y");

    public static readonly Gen<string> Text = Piece.Array[1, 6].Select(string.Concat);

    public static readonly Gen<string> Address = OneOf(
        "https://example.com/", "http://example.com/a_b*c(d)?e=f&amp=g#h", "mailto:a@example.com", "tel:+49-30-1", "/path/_x_", "#part", "https://example.com/[1]!$'~|{}");

    /// <summary>Text blocks as the readers give them: no empty spans, equal marks joined, levels on list items.</summary>
    public static readonly Gen<TextBlock> TextBlock =
        Gen.Select(Gen.Enum<BlockStyle>(), Gen.Int[0, 5], Gen.Int[1, 6], Gen.Select(Text, Marks()).Array[1, 5], Address, (style, kind, level, runs, href) =>
        {
            var spans = new List<Span>();
            foreach (var (text, marks) in runs)
            {
                if (spans.Count > 0 && spans[^1].Marks.SequenceEqual(marks)) spans[^1] = spans[^1] with { Text = spans[^1].Text + text };
                else spans.Add(new() { Text = text, Marks = marks });
            }
            return new TextBlock
            {
                Style = style,
                ListItem = kind > 1 ? null : (ListItemKind)kind,
                Level = kind > 1 ? null : level,
                Children = spans,
                MarkDefs = spans.Any(span => span.Marks.Contains("l1")) ? [new LinkMark { Key = "l1", Href = href }] : [],
            };
        });

    public static readonly Gen<IReadOnlyList<Block>> TextBody = TextBlock.Array[1, 8].Select(blocks => BodyNormaliser.Normalise(blocks));

    /// <summary>What the rules allow and the readers never give: empty spans, marks in any order, several definitions.</summary>
    public static readonly Gen<IReadOnlyList<Block>> EdgeBody =
        Gen.Select(Gen.Enum<BlockStyle>(), Gen.Int[0, 3], Gen.Int[1, 6], Gen.Select(OneOf("", "\n", "a", " ", "a\n\nb", "c  d"), Gen.Int[0, 255], Gen.Int[0, 5]).Array[0, 6],
            (style, kind, level, runs) => (Block)new TextBlock
            {
                Style = style,
                ListItem = kind > 1 ? null : (ListItemKind)kind,
                Level = kind > 1 ? null : level,
                Children = [.. runs.Select(run => new Span { Text = run.Item1, Marks = Shuffled(run.Item2, run.Item3) })],
                MarkDefs = [.. LinkKeys.Select((key, i) => new LinkMark { Key = key, Href = "https://example.com/" + i })],
            }).Array[0, 10].Select(blocks => BodyNormaliser.Normalise(blocks));

    /// <summary>One block of every type, with the given words in every place that takes words.</summary>
    public static IReadOnlyList<Block> OfEveryType(string words) => BodyNormaliser.Normalise(
    [
        new TextBlock { Children = [new() { Text = words, Marks = ["strong", "l1"] }], MarkDefs = [new LinkMark { Key = "l1", Href = "https://example.com/", Rel = "nofollow ugc" }] },
        new TextBlock
        {
            ListItem = ListItemKind.Number,
            Children = [new() { Text = words, Marks = ["i1"] }],
            MarkDefs = [new InternalLinkMark { Key = "i1", Reference = new(ItemType.Article, Targets.Article) }],
        },
        new ImageBlock { Media = new(Targets.Picture), Caption = words, Credit = words, Alt = words, Size = ImageSize.Wide },
        new GalleryBlock { Title = words, Images = [new() { Media = new(Targets.Picture), Caption = words, Credit = words, Alt = words }] },
        new VideoBlock { Media = new(Targets.Picture), Title = words, Caption = words, Poster = new(Targets.Picture), DurationSeconds = 12.5, Fallback = words },
        new VideoBlock { Provider = "youtube", ProviderId = "abc_-1", Title = words, Caption = words },
        new VideoBlock
        {
            Provider = "vimeo",
            ProviderId = "1",
            Fallback = words,
            Availability = new() { Status = AvailabilityStatus.GeoBlocked, CheckedAt = DateTimeOffset.UnixEpoch, Reason = words },
        },
        new AudioBlock { Provider = "radio", ProviderId = "a/b:c", Caption = words, Mandatory = true },
        new EmbedBlock { Provider = "maps", Url = "https://maps.example.com/?q=1&b=2", Fallback = words },
        new RelatedLinkBlock { Reference = new(ItemType.Article, Targets.Article), Title = words, Prefix = "Read" },
        new RelatedLinkBlock { Href = "/else", Title = words },
        new PullQuoteBlock { Text = words, Attribution = words },
        new CalloutBlock { Variant = CalloutVariant.Warning, Title = words, Content = [new TextBlock { Style = BlockStyle.H3, Children = [new() { Text = words }] }] },
        new PodcastBlock { Reference = new(Targets.Article), Episode = new(Targets.Article) },
        new SubscribeFormBlock { Newsletter = new(Targets.Article) },
        new AuthorBioBlock { Author = new(Targets.Author) },
        new NoticeBlock { Reference = new(Targets.Notice) },
        new TableBlock { Caption = words, HeaderRows = 1, Rows = [new() { Cells = [words, "b"] }, new() { Cells = ["c", words] }] },
        new DividerBlock(),
    ]);

    private static string[] Shuffled(int bits, int link)
    {
        var marks = Decorators.All.Where((_, i) => (bits >> i & 1) == 1);
        if (link < LinkKeys.Length) marks = marks.Prepend(LinkKeys[link]);
        return (bits & 128) == 0 ? [.. marks] : [.. marks.Reverse()];
    }

    public static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string[]> Marks() => Gen.Select(Gen.Int[0, 127], Gen.Int[0, 3], Gen.Int[0, 3], (bits, link, plain) =>
        plain == 0 ? [] : Decorators.All.Where((_, i) => (bits >> i & 1) == 1).Take(plain).Concat(link == 0 ? ["l1"] : Array.Empty<string>()).ToArray());
}
