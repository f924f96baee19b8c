namespace Newsletter.Domain.Body;

/// <summary>The marks that need no definition.</summary>
public static class Decorators
{
    public const string Strong = "strong";
    public const string Emphasis = "em";
    public const string Code = "code";
    public const string Underline = "underline";
    public const string StrikeThrough = "strike-through";
    public const string Subscript = "sub";
    public const string Superscript = "sup";

    /// <summary>All of them, in the order in which they nest: the first is the outermost.</summary>
    public static IReadOnlyList<string> All { get; } = [Subscript, Superscript, Strong, Emphasis, Code, Underline, StrikeThrough];
}
