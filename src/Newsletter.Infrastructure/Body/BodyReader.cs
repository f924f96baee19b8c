using Newsletter.Application.Body;

namespace Newsletter.Infrastructure.Body;

/// <summary>Reads bodies that were written as Markdown or HTML.</summary>
public sealed class BodyReader : IBodyReader
{
    public BodyReading Read(BodyFormat format, string content)
    {
        var events = new HtmlEvents();
        if (format == BodyFormat.Markdown) MarkdownReader.Read(content, events);
        else HtmlReader.Read(content, events);
        return new(events.Finish(), events.Blocks.Report.Issues);
    }
}
