using System.Text;

namespace Newsletter.Infrastructure.Body;

/// <summary>Text without marks, for cells and captions.</summary>
internal sealed class PlainText
{
    private readonly StringBuilder text = new();
    private bool pendingSpace;
    private bool pendingBreak;

    public void Append(string content, bool keepSpace)
    {
        foreach (var c in content)
        {
            if (!keepSpace && c is ' ' or '\t' or '\n' or '\f' or '\r')
            {
                pendingSpace = true;
            }
            else if (!char.IsControl(c) || c is '\n' or '\t')
            {
                if (text.Length > 0 && pendingBreak) text.Append('\n');
                else if (text.Length > 0 && pendingSpace) text.Append(' ');
                pendingSpace = pendingBreak = false;
                text.Append(c);
            }
        }
    }

    public void Break() => pendingBreak = true;

    public override string ToString() => text.ToString();
}
