using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Newsletter.Api.Accounts;

/// <summary>Markup. What is put into it is escaped, unless it is markup itself.</summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder text = new(literalLength + 32 * formattedCount);

    public static Html Empty => $"";

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(Html markup) => text.Append(markup.text);

    public override string ToString() => text.ToString();
}
