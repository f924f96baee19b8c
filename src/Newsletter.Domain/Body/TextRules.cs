namespace Newsletter.Domain.Body;

/// <summary>The rules of paragraphs, headings, quotations and list items.</summary>
internal static class TextRules
{
    private const int MaxLevel = 6;

    public static void Check(BodyIssues found, string at, TextBlock block)
    {
        if (block.Level is { } level)
        {
            found.Range($"{at}/level", level, 1, MaxLevel);
            if (block.ListItem is null) found.Add($"{at}/level", "level_without_list", "Only list items have a level.");
        }
        var annotations = Definitions(found, at, block.MarkDefs);
        if (!found.Whole($"{at}/children", block.Children)) return;
        found.Keys($"{at}/children", block.Children, span => span.Key);
        for (var i = 0; i < block.Children.Count; i++) Check(found, $"{at}/children/{i}", block.Children[i], annotations);
    }

    private static HashSet<string> Definitions(BodyIssues found, string at, IReadOnlyList<MarkDefinition> definitions)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (!found.Whole($"{at}/markDefs", definitions)) return keys;
        for (var i = 0; i < definitions.Count; i++)
        {
            var here = $"{at}/markDefs/{i}";
            var definition = definitions[i];
            found.Key($"{here}/_key", definition.Key, keys);
            if (Decorators.All.Contains(definition.Key)) found.Add($"{here}/_key", "reserved_key", $"{definition.Key} is the name of a decorator.");
            if (definition is LinkMark link) Link(found, here, link);
        }
        return keys;
    }

    private static void Link(BodyIssues found, string at, LinkMark link)
    {
        found.Href($"{at}/href", link.Href);
        if (link.Rel is null) return;
        var types = link.Rel.Split(' ');
        if (types.Length > Href.RelTypes.Count || types.Distinct().Count() != types.Length || !types.All(Href.RelTypes.Contains))
        {
            found.Add($"{at}/rel", "bad_rel", "Link types, each once, parted by one space.", Href.RelTypes);
        }
    }

    private static void Check(BodyIssues found, string at, Span span, HashSet<string> annotations)
    {
        if (span.Type != "span") found.Add($"{at}/_type", "bad_type", "The children of a block are spans.", ["span"]);
        found.Text($"{at}/text", span.Text, BodyRules.MaxText);
        if (!found.Whole($"{at}/marks", span.Marks)) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var annotated = false;
        for (var i = 0; i < span.Marks.Count; i++)
        {
            var mark = span.Marks[i];
            var here = $"{at}/marks/{i}";
            if (!seen.Add(mark)) found.Add(here, "duplicate_mark", "A span has each mark once.");
            else if (annotations.Contains(mark))
            {
                // HTML knows no link within a link.
                if (annotated) found.Add(here, "nested_link", "A span has at most one link.");
                annotated = true;
            }
            else if (!Decorators.All.Contains(mark))
            {
                found.Add(here, "unknown_mark", "A mark is a decorator or the key of a markDef of this block.", [.. Decorators.All, .. annotations.Take(20)]);
            }
        }
    }
}
