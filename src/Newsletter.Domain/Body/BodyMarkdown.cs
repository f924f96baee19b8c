namespace Newsletter.Domain.Body;

/// <summary>Derives Markdown (CommonMark with tables) from a body.</summary>
public static class BodyMarkdown
{
    public static string Render(IReadOnlyList<Block> body, IBodyTargets targets) => BodyText.Render(body, targets);
}
