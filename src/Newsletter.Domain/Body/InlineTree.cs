namespace Newsletter.Domain.Body;

internal abstract record Inline;

internal sealed record InlineText(string Text) : Inline;

/// <summary>A mark around text. Either a decorator or, with a definition, an annotation.</summary>
internal sealed record InlineMark(string Name, MarkDefinition? Definition, List<Inline> Children) : Inline;

/// <summary>
/// Nests the flat marks of spans as the public renderers of Portable Text do: the mark that goes on for the most spans is the outermost,
/// then annotations come before decorators.
/// </summary>
internal static class InlineTree
{
    /// <summary>The order of the renderers among decorators; what is not here (sub, sup, annotations) goes before.</summary>
    private static readonly string[] Order =
        [Decorators.Strong, Decorators.Emphasis, Decorators.Code, Decorators.Underline, Decorators.StrikeThrough];

    public static List<Inline> Of(TextBlock block)
    {
        var definitions = new Dictionary<string, MarkDefinition>(StringComparer.Ordinal);
        foreach (var definition in block.MarkDefs) definitions.TryAdd(definition.Key, definition);
        var lengths = RunLengths(block.Children, definitions);
        var root = new List<Inline>();
        var open = new List<InlineMark>();
        for (var i = 0; i < block.Children.Count; i++)
        {
            var needed = lengths[i].OrderByDescending(mark => mark.Value).ThenBy(mark => Array.IndexOf(Order, mark.Key))
                .ThenBy(mark => mark.Key, KeyOrder.Instance).Select(mark => mark.Key).ToList();
            var kept = 0;
            while (kept < open.Count && needed.Remove(open[kept].Name)) kept++;
            open.RemoveRange(kept, open.Count - kept);
            foreach (var name in needed)
            {
                var mark = new InlineMark(name, definitions.GetValueOrDefault(name), []);
                (open.Count == 0 ? root : open[^1].Children).Add(mark);
                open.Add(mark);
            }
            (open.Count == 0 ? root : open[^1].Children).Add(new InlineText(block.Children[i].Text));
        }
        return root;
    }

    /// <summary>For every span: its marks, and for how many spans from here on each of them goes on.</summary>
    private static Dictionary<string, int>[] RunLengths(IReadOnlyList<Span> spans, Dictionary<string, MarkDefinition> definitions)
    {
        var lengths = new Dictionary<string, int>[spans.Count];
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            lengths[i] = new(StringComparer.Ordinal);
            var annotated = false;
            foreach (var mark in spans[i].Marks)
            {
                var annotation = definitions.ContainsKey(mark);
                // What the rules refuse is left out here too: unknown marks, and links within links.
                if (annotation ? annotated : !Decorators.All.Contains(mark)) continue;
                annotated |= annotation;
                lengths[i][mark] = 1 + (i + 1 < spans.Count ? lengths[i + 1].GetValueOrDefault(mark) : 0);
            }
        }
        return lengths;
    }

    /// <summary>How JavaScript's localeCompare orders keys, without need of a locale.</summary>
    private sealed class KeyOrder : IComparer<string>
    {
        public static KeyOrder Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var (a, b) = (x ?? "", y ?? "");
            for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            {
                if (Weight(a[i]) != Weight(b[i])) return Weight(a[i]) - Weight(b[i]);
            }
            return a.Length != b.Length ? a.Length - b.Length : -string.CompareOrdinal(a, b);
        }

        private static int Weight(char c) => c switch { '_' => 0, '-' => 1, _ => char.ToLowerInvariant(c) };
    }
}
