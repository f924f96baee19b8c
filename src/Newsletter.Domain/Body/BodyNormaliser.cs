using System.Globalization;

namespace Newsletter.Domain.Body;

/// <summary>Fills in what may be left out: keys, always the same ones for the same body, and the level of list items.</summary>
public static class BodyNormaliser
{
    public static IReadOnlyList<Block> Normalise(IReadOnlyList<Block> body) =>
        WithKeys(body, "b", block => block.Key, (block, key) => Normalise(block with { Key = key }));

    private static Block Normalise(Block block) => block switch
    {
        TextBlock text => text with
        {
            Level = text.ListItem is null ? text.Level : text.Level ?? 1,
            Children = WithKeys(text.Children, "s", span => span.Key, (span, key) => span with { Key = key }),
        },
        GalleryBlock gallery => gallery with { Images = WithKeys(gallery.Images, "i", image => image.Key, (image, key) => image with { Key = key }) },
        CalloutBlock callout => callout with { Content = Normalise(callout.Content) },
        TableBlock table => table with { Rows = WithKeys(table.Rows, "r", row => row.Key, (row, key) => row with { Key = key }) },
        _ => block,
    };

    private static List<T> WithKeys<T>(IReadOnlyList<T> siblings, string prefix, Func<T, string> keyOf, Func<T, string, T> withKey)
    {
        var taken = siblings.Where(sibling => sibling is not null).Select(keyOf).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        return [.. siblings.Select(sibling => sibling is null ? sibling : withKey(sibling, keyOf(sibling) is { Length: > 0 } key ? key : Free()))];

        string Free()
        {
            string key;
            do key = prefix + (++number).ToString(CultureInfo.InvariantCulture);
            while (!taken.Add(key));
            return key;
        }
    }
}
