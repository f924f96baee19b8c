using System.Text;

namespace Newsletter.Domain.Body;

/// <summary>Derives plain text from a body, one paragraph per block, parted by empty lines.</summary>
public static class BodyText
{
    public static string Render(IReadOnlyList<Block> body, IBodyTargets targets) =>
        string.Join("\n\n", body.Select(block => Of(block, targets)).Where(text => !string.IsNullOrWhiteSpace(text)));

    private static string? Of(Block block, IBodyTargets targets) => block switch
    {
        TextBlock text => string.Concat(text.Children.Select(span => span.Text)),
        ImageBlock image when targets.File(image.Media) is { } media => image.Caption.Or(media.Caption),
        GalleryBlock gallery => Lines([gallery.Title, .. gallery.Images.Select(image => image.Caption)]),
        RecordingBlock recording when recording.Availability.CanPlay() => Lines([recording.Title, recording.Caption]),
        RecordingBlock recording => recording.Fallback,
        EmbedBlock embed => embed.Fallback,
        RelatedLinkBlock { Reference: { } reference } link => targets.Visible(reference.Id) is { } target ? Related(link, target.Title) : null,
        RelatedLinkBlock link => Related(link, link.Href),
        PullQuoteBlock quote => Lines([quote.Text, quote.Attribution]),
        CalloutBlock callout => Lines([callout.Title, Render(callout.Content, targets)]),
        PodcastBlock podcast => targets.Visible(podcast.Reference) is { } target ? Lines([target.Title, targets.Visible(podcast.Episode)?.Title]) : null,
        SubscribeFormBlock form => targets.Visible(form.Newsletter)?.Title,
        AuthorBioBlock bio => targets.Visible(bio.Author) is { } author ? Lines([author.Title, author.Author?.JobTitle, author.Author?.Bio]) : null,
        NoticeBlock notice => targets.Visible(notice.Reference) is { } target
            ? Lines([target.Title, Render([.. target.Body.Where(inner => inner is not NoticeBlock)], targets)])
            : null,
        TableBlock table => Lines([table.Caption, .. table.Rows.Select(row => string.Join('\t', row.Cells))]),
        _ => null,
    };

    private static string Related(RelatedLinkBlock link, string? fallback) =>
        string.Join(' ', new[] { link.Prefix, link.Title.Or(fallback) }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Lines(IEnumerable<string?> parts) => string.Join('\n', parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>
    /// Counts words. Scripts that part words by spaces count runs of letters and digits; Han, Hiragana and Katakana count characters,
    /// as is the custom there; Thai, Lao, Khmer and Burmese, which have no spaces either, count five letters to the word.
    /// The script decides, not the language, so mixed texts are counted rightly.
    /// </summary>
    public static int WordCount(string text)
    {
        var (words, characters) = Measure(text);
        return words + characters;
    }

    /// <summary>Whole minutes, rounded up: 230 words a minute, or 500 characters of Han, Hiragana and Katakana.</summary>
    public static int ReadingMinutes(string text)
    {
        var (words, characters) = Measure(text);
        return (int)Math.Ceiling(words / 230.0 + characters / 500.0);
    }

    private static (int Words, int Characters) Measure(string text)
    {
        int words = 0, characters = 0, unspaced = 0;
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isLetter = Rune.IsLetterOrDigit(rune);
            if (isLetter && IsEastAsian(rune.Value)) (characters, inWord) = (characters + 1, false);
            else if (isLetter && IsSouthEastAsian(rune.Value)) (unspaced, inWord) = (unspaced + 1, false);
            else if (isLetter) (words, inWord) = (inWord ? words : words + 1, true);
            // An apostrophe, hyphen or mark within a word does not end it.
            else if (!(rune.Value is '\'' or '’' or '-' or 0x2010 or 0xAD or 0x200D || IsMark(rune))) inWord = false;
        }
        return (words + (unspaced + 4) / 5, characters);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsEastAsian(int c) =>
        c is (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF)
            or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x323AF);

    private static bool IsSouthEastAsian(int c) => c is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF);
}
