using System.Diagnostics;
using System.Text.Json.Serialization;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>What went wrong (RFC 9457), with a stable code for programs.</summary>
internal sealed record Problem
{
    /// <summary>The tus protocol's own status.</summary>
    private const int ChecksumMismatch = 460;

    /// <summary>urn:newsletter:problem: and the code.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong this time, for people.</summary>
    public string? Detail { get; init; }

    /// <summary>The path that was asked for.</summary>
    public string? Instance { get; init; }

    /// <summary>Finds this request in logs and traces (W3C Trace Context).</summary>
    public string? TraceId { get; init; }

    /// <summary>Stable, snake_case.</summary>
    public required string Code { get; init; }

    /// <summary>The item that stands in the way, for example with slug_taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ConflictingId { get; init; }

    /// <summary>Each thing that is wrong, and where.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemIssue>? Errors { get; init; }

    public static Problem Of(Error error, HttpContext context) => Of(StatusOf(error.Kind), error.Code, error.Message, context) with
    {
        ConflictingId = error.ConflictingId?.Value,
        Errors = error.Issues.Count == 0 ? null : [.. error.Issues.Select(ProblemIssue.Of)],
    };

    public static Problem Of(int status, string code, string? detail, HttpContext context) => new()
    {
        Type = "urn:newsletter:problem:" + code,
        Title = status == ChecksumMismatch ? "Checksum Mismatch" : Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Instance = context.Request.Path,
        TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        Code = code,
    };

    private static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Malformed => 400,
        ErrorKind.Forbidden => 403,
        ErrorKind.NotFound => 404,
        ErrorKind.Conflict => 409,
        ErrorKind.Gone => 410,
        ErrorKind.Stale => 412,
        ErrorKind.TooLarge => 413,
        ErrorKind.Unsupported => 415,
        ErrorKind.Locked => 423,
        ErrorKind.PreconditionRequired => 428,
        ErrorKind.Damaged => ChecksumMismatch,
        _ => 422,
    };
}

/// <summary>One thing that is wrong.</summary>
internal sealed record ProblemIssue
{
    /// <summary>A JSON Pointer (RFC 6901) into the body, or ?name of a parameter.</summary>
    public required string Pointer { get; init; }

    /// <summary>Stable, snake_case.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>What would have been right, where that is a closed set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The item that the pointer leads into, where it is not the one that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Item { get; init; }

    public static ProblemIssue Of(Issue issue) => new()
    {
        Pointer = issue.Pointer,
        Code = issue.Code,
        Message = issue.Message,
        Allowed = issue.Allowed,
        Item = issue.Item?.Value,
    };
}
