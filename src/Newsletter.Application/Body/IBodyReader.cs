using Newsletter.Domain;
using Newsletter.Domain.Body;

namespace Newsletter.Application.Body;

public enum BodyFormat { Markdown, Html }

public sealed record BodyReading(IReadOnlyList<Block> Blocks, IReadOnlyList<Issue> Dropped);

public interface IBodyReader
{
    BodyReading Read(BodyFormat format, string content);
}
