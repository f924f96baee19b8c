using System.Diagnostics.CodeAnalysis;

namespace Newsletter.Domain;

public enum ErrorKind { Malformed, Invalid, NotFound, Conflict, Stale, PreconditionRequired, Gone, TooLarge, Unsupported, Forbidden, Locked, Damaged }

/// <summary>One thing that is wrong and where: a JSON Pointer into the body, or <c>?name</c> of a parameter.</summary>
public sealed record Issue(string Pointer, string Code, string Message)
{
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The item that the pointer leads into, where it is not the one that was asked for.</summary>
    public ItemId? Item { get; init; }

    public Issue Under(string prefix) => this with { Pointer = prefix + Pointer };
}

/// <summary>An expected failure. Codes are stable and snake_case; the message is for the person who reads it.</summary>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    public IReadOnlyList<Issue> Issues { get; init; } = [];

    /// <summary>The item that stands in the way (<c>slug_taken</c>) or that refers to this one (<c>referenced</c>).</summary>
    public ItemId? ConflictingId { get; init; }

    public static Error Invalid(IReadOnlyList<Issue> issues) =>
        new(ErrorKind.Invalid, "invalid_content", issues.Count == 1 ? issues[0].Message : $"{issues.Count} things are wrong; see errors.") { Issues = issues };

    public static Error Invalid(string pointer, string code, string message) => Invalid([new Issue(pointer, code, message)]);

    public static Error NotFound(string what) => new(ErrorKind.NotFound, "not_found", $"There is no {what} here.");
}

/// <summary>A value, or the reason why there is none.</summary>
public readonly struct Result<T>
{
    private readonly T? value;

    internal Result(T? value, Error? error) => (this.value, Error) = (value, error);

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    public bool Failed => Error is not null;

    public T Value => Failed ? throw new InvalidOperationException($"No value: {Error.Code}") : value!;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}

public static class Result
{
    /// <summary>For interfaces, to which no conversion applies.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);
}
