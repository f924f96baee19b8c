using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Preview;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>Links that show a working copy to people without a key.</summary>
internal static class PreviewEndpoints
{
    public static void MapPreviewLinks(this RouteGroupBuilder item, ItemType type, string a, string name) =>
        item.MapPost("/preview-link", async Task<IResult> (string idOrSlug, HttpRequest request, CreatePreviewLink create) =>
        {
            var body = await Terms.BodyAsync<PreviewLinkRequest>(request, optional: true);
            if (body.Failed) return new ProblemResult(body.Error);
            var made = await create.ExecuteAsync(type, idOrSlug, body.Value, request.HttpContext.RequestAborted);
            return made.Failed ? new ProblemResult(made.Error) : ManagementAnswer.Json(201, new { data = PreviewLinkShape.Of(made.Value), meta = new { } });
        }).Idempotent().Describe($"link{name}Preview", $"Makes a link that shows {a} as it stands now to whoever has it, for a week or as long as is said")
            .Needs(ScopePolicies.Share).Accepts<PreviewLinkRequest>(isOptional: true, "application/json").Produces<PreviewLinkAnswer>(201).ProducesProblems(400, 401, 403, 404, 406, 413, 415, 422);
}

/// <summary>The link that was made.</summary>
internal sealed record PreviewLinkAnswer(PreviewLinkShape Data, ManagementMeta Meta);

/// <summary>A link that shows a working copy. It cannot be called back: give it to few, for a short time.</summary>
internal sealed record PreviewLinkShape
{
    /// <summary>Absolute where PublicUrl is set, else a path from the root; include, fields and body can be added.</summary>
    public required string Url { get; init; }

    /// <summary>The token in it, for front ends that call the preview themselves.</summary>
    public required string Token { get; init; }

    /// <summary>The revision that it shows; later edits are not seen.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static PreviewLinkShape Of(MadeLink made) => new() { Url = made.Url, Token = made.Token, Revision = made.Link.Revision, ExpiresAt = made.Link.ExpiresAt };
}
