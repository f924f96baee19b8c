using System.Text;
using Newsletter.Domain.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>Puts together the spans of one block. White space is collapsed as browsers do, unless it is to be kept.</summary>
internal sealed class TextAssembler
{
    private readonly List<Span> spans = [];
    private readonly List<MarkDefinition> definitions = [];
    private readonly Dictionary<(string Href, string? Rel), string> keys = [];
    private readonly StringBuilder run = new();
    private string[] runMarks = [];
    private string[]? pendingSpace;

    public bool IsEmpty => spans.Count == 0 && run.Length == 0;

    public void Append(string text, IReadOnlyList<string> decorators, LinkMark? link, bool keepSpace)
    {
        var marks = Marks(decorators, link);
        foreach (var c in text)
        {
            if (!keepSpace && c is ' ' or '\t' or '\n' or '\f' or '\r')
            {
                if (!IsEmpty && !EndsLine) pendingSpace ??= marks;
            }
            else if (!char.IsControl(c) || c is '\n' or '\t')
            {
                Flush();
                Put(c, marks);
            }
        }
    }

    /// <summary>A break within the block; spaces before it say nothing.</summary>
    public void Break(IReadOnlyList<string> decorators, LinkMark? link)
    {
        pendingSpace = null;
        Put('\n', Marks(decorators, link));
    }

    public TextBlock Take(BlockStyle style, ListItemKind? kind, int level)
    {
        EndRun();
        // Built from what is kept, so that a definition nobody names does not stay.
        var used = spans.SelectMany(span => span.Marks).ToHashSet(StringComparer.Ordinal);
        var block = new TextBlock
        {
            Style = style,
            ListItem = kind,
            Level = kind is null ? null : level,
            Children = [.. spans],
            MarkDefs = [.. definitions.Where(definition => used.Contains(definition.Key))],
        };
        spans.Clear();
        definitions.Clear();
        keys.Clear();
        pendingSpace = null;
        return block;
    }

    private bool EndsLine => run.Length > 0 ? run[^1] == '\n' : spans.Count > 0 && spans[^1].Text.EndsWith('\n');

    private string[] Marks(IReadOnlyList<string> decorators, LinkMark? link)
    {
        if (link is null) return [.. decorators];
        if (!keys.TryGetValue((link.Href, link.Rel), out var key))
        {
            keys[(link.Href, link.Rel)] = key = $"l{definitions.Count + 1}";
            definitions.Add(link with { Key = key });
        }
        return [.. decorators, key];
    }

    private void Flush()
    {
        if (pendingSpace is { } marks) Put(' ', marks);
        pendingSpace = null;
    }

    private void Put(char c, string[] marks)
    {
        if (run.Length > 0 && !ReferenceEquals(marks, runMarks) && !marks.SequenceEqual(runMarks)) EndRun();
        runMarks = marks;
        run.Append(c);
    }

    private void EndRun()
    {
        if (run.Length == 0) return;
        spans.Add(new() { Text = run.ToString(), Marks = runMarks });
        run.Clear();
    }
}
