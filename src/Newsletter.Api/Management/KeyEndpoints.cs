using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Access;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Management;

/// <summary>API keys. The text of one is shown once, when it is made or rotated.</summary>
internal static class KeyEndpoints
{
    public const string Path = "/manage/v1/api-keys";

    public static void MapKeys(this IEndpointRouteBuilder management)
    {
        var keys = management.MapGroup("/api-keys").WithTags("API keys").Filtered<PlainRequests>();
        keys.MapGet("", List).WithMetadata(new TakesParameters(), new KeyParameters()).Describe("listApiKeys", "Lists API keys, the newest first, revoked ones among them")
            .Needs(ScopePolicies.Keys).Produces<KeysAnswer>().ProducesProblems(400, 401, 403, 406);
        keys.MapPost("", Create).Idempotent().Describe("createApiKey", "Makes an API key and shows its text, once; an answer that is repeated for an Idempotency-Key has null in its place")
            .Needs(ScopePolicies.Keys).Accepts<KeyRequest>("application/json").Produces<MadeKeyAnswer>(201).ProducesProblems(400, 401, 403, 406, 409, 413, 415, 422);
        keys.MapGet("/{id:guid}", Read).Describe("readApiKey", "Reads what is known of an API key").Needs(ScopePolicies.Keys).Produces<KeyAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        keys.MapPatch("/{id:guid}", Patch).Describe("patchApiKey", "Changes an API key (JSON Merge Patch, RFC 7396); all processes notice within a second")
            .Needs(ScopePolicies.Keys).Accepts<KeyChangeRequest>("application/merge-patch+json", "application/json").Produces<KeyAnswer>().ProducesProblems(400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428);
        keys.MapDelete("/{id:guid}", Revoke).Describe("revokeApiKey", "Ends an API key for good; all processes refuse it within a second")
            .Needs(ScopePolicies.Keys).Produces(204).ProducesProblems(400, 401, 403, 404, 406, 409, 412, 428);
        keys.MapPost("/{id:guid}/rotate", Rotate).Idempotent().Describe("rotateApiKey", "Gives an API key another secret and shows it, once; the present one stays good for a while, the one before it ends")
            .Needs(ScopePolicies.Keys).Accepts<RotateRequest>(isOptional: true, "application/json").Produces<MadeKeyAnswer>().ProducesProblems(400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428);
    }

    private static async Task<IResult> List(HttpRequest request, ReadKeys keys)
    {
        var page = await keys.ListAsync(request.Path, request.Parameters(), request.HttpContext.RequestAborted);
        return page.Failed ? new ProblemResult(page.Error) : ManagementAnswer.Page(page.Value.Keys.Select(KeyShape.Of), page.Value.Limit, page.Value.Next);
    }

    private static async Task<IResult> Create(HttpRequest request, KeyReader reader, CreateKey create)
    {
        var body = await Terms.BodyAsync<KeyRequest>(request, optional: false);
        if (body.Failed) return new ProblemResult(body.Error);
        var aborted = request.HttpContext.RequestAborted;
        if (body.Value.Id is { } id && !ItemId.IsValid(id)) return new ProblemResult(Error.Invalid("/id", "bad_id", "An id is a UUID of version 7 (RFC 9562)."));
        var terms = await reader.ReadAsync(body.Value, null, aborted);
        if (terms.Failed) return new ProblemResult(terms.Error);
        return Show(await create.ExecuteAsync(terms.Value, body.Value.Id, aborted), 201);
    }

    private static async Task<IResult> Read(Guid id, ReadKeys keys, CancellationToken aborted) => Show(await keys.OneAsync(id, aborted));

    private static async Task<IResult> Patch(Guid id, HttpRequest request, ChangeKey change)
    {
        var version = request.ExpectedVersion();
        if (version.Failed) return new ProblemResult(version.Error);
        var json = await RequestJson.ReadAsync(request, optional: false, "application/merge-patch+json", "application/json");
        return json.Failed ? new ProblemResult(json.Error) : Show(await change.PatchAsync(id, version.Value, json.Value, request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> Revoke(Guid id, HttpRequest request, ChangeKey change)
    {
        var version = request.ExpectedVersion();
        if (version.Failed) return new ProblemResult(version.Error);
        var revoked = await change.RevokeAsync(id, version.Value, request.HttpContext.RequestAborted);
        return revoked.Failed ? new ProblemResult(revoked.Error) : new ManagementAnswer(204, []);
    }

    private static async Task<IResult> Rotate(Guid id, HttpRequest request, ChangeKey change)
    {
        var version = request.ExpectedVersion();
        if (version.Failed) return new ProblemResult(version.Error);
        var body = await Terms.BodyAsync<RotateRequest>(request, optional: true);
        return body.Failed ? new ProblemResult(body.Error) : Show(await change.RotateAsync(id, version.Value, body.Value, request.HttpContext.RequestAborted), 200);
    }

    private static IResult Show(Result<ApiKey> key) => key.Failed ? new ProblemResult(key.Error)
        : new ManagementAnswer(200, ManagementAnswer.Json(200, new { data = KeyShape.Of(key.Value), meta = new { } }).Body) { ETag = ManagementAnswer.ETagOf(key.Value.Version) };

    private static IResult Show(Result<MadeKey> made, int status)
    {
        if (made.Failed) return new ProblemResult(made.Error);
        var key = made.Value.Key;
        return new ManagementAnswer(status, Body(made.Value.Text))
        {
            Kept = Body(null),
            ETag = ManagementAnswer.ETagOf(key.Version),
            Location = status == 201 ? $"{Path}/{key.Id}" : null,
        };

        byte[] Body(string? text) => ManagementAnswer.Json(status, new { data = new MadeKeyShape(text, KeyShape.Of(key)), meta = new { } }).Body;
    }
}

/// <summary>Marks the operation whose parameters are those of the keys.</summary>
internal sealed class KeyParameters;

/// <summary>A page of keys.</summary>
internal sealed record KeysAnswer(IReadOnlyList<KeyShape> Data, PagePlace Page, ManagementMeta Meta);

/// <summary>What is known of a key.</summary>
internal sealed record KeyAnswer(KeyShape Data, ManagementMeta Meta);

/// <summary>A key that was made or rotated.</summary>
internal sealed record MadeKeyAnswer(MadeKeyShape Data, ManagementMeta Meta);

/// <summary>The text of a key and what is known of it.</summary>
/// <param name="Text">What requests send as Authorization: Bearer. It is shown in this answer and never again: null where the answer is repeated for an Idempotency-Key; rotate the key if it was lost.</param>
/// <param name="Key">What is known of it.</param>
internal sealed record MadeKeyShape(string? Text, KeyShape Key);

/// <summary>What is known of a key. Its secret is not among it: only its hash is kept.</summary>
internal sealed record KeyShape
{
    public required Guid Id { get; init; }

    /// <summary>The part of the key's text that tells it from others and is no secret. A key that was set up by Bootstrap:Key has its own text.</summary>
    public required string PublicId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>The bundle that the scopes were taken from; null when they were named one by one.</summary>
    public required string? Role { get; init; }

    /// <summary>What may be done with it.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What it is limited to; newsletters and tags by id.</summary>
    public required KeyEntitlements Entitlements { get; init; }

    /// <summary>The sites whose pages may use it in a browser; null for all.</summary>
    public required IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The networks (CIDR) that it may be used from; null for all.</summary>
    public required IReadOnlyList<string>? AllowedNetworks { get; init; }

    /// <summary>Raised by every change; the value of ETag and If-Match.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The key or user that made it; zeros for commands.</summary>
    public required Guid CreatedBy { get; init; }
    public required string CreatedByName { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Until when the secret before the last rotation is good.</summary>
    public required DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }
    public required DateTimeOffset? RevokedAt { get; init; }

    public static KeyShape Of(ApiKey key) => new()
    {
        Id = key.Id,
        PublicId = CreateKey.PublicIdOf(key.Id),
        Name = key.Name,
        Role = key.Role,
        Scopes = key.Scopes,
        Entitlements = ChangeKey.Shown(key.Entitlements),
        AllowedOrigins = key.AllowedOrigins,
        AllowedNetworks = key.AllowedNetworks,
        Version = key.Version,
        CreatedAt = key.CreatedAt,
        CreatedBy = key.CreatedBy,
        CreatedByName = key.CreatedByName,
        ExpiresAt = key.ExpiresAt,
        PreviousSecretUntil = key.PreviousUntil,
        LastUsedAt = key.LastUsedAt,
        RevokedAt = key.RevokedAt,
    };
}
