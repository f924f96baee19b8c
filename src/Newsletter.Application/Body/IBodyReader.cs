using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Body;

public enum BodyFormat { Markdown, Html }

/// <summary>The blocks that were read, and what the schema has no place for.</summary>
public sealed record BodyReading(IReadOnlyList<Block> Blocks, IReadOnlyList<Issue> Dropped);

/// <summary>Reads a body that was written elsewhere. Every text can be read; what cannot be kept is reported.</summary>
public interface IBodyReader
{
    /// <summary>The blocks have keys and keep the rules of the body, unless the text is longer than a body may be.</summary>
    BodyReading Read(BodyFormat format, string content);
}
