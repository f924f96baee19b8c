using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>The slugs that an item had before.</summary>
internal static class SlugEndpoints
{
    public static void MapSlugs(this RouteGroupBuilder item, ItemType type, string a, string name)
    {
        item.MapGet("/slugs", async Task<IResult> (string idOrSlug, OldSlugs slugs, CancellationToken aborted) =>
        {
            var found = await slugs.ListAsync(type, idOrSlug, aborted);
            return found.Failed ? new ProblemResult(found.Error) : ManagementAnswer.Json(200, new { data = found.Value, meta = new { } });
        }).Describe($"list{name}Slugs", $"Lists the slugs that readers knew {a} by before; they lead to the present one").Needs(ScopePolicies.Read).Produces<OldSlugsAnswer>().ProducesProblems(400, 401, 403, 404, 406);

        item.MapDelete("/slugs/{slug}", async Task<IResult> (string idOrSlug, string slug, HttpRequest request, OldSlugs slugs) =>
        {
            var version = request.ExpectedVersion();
            if (version.Failed) return new ProblemResult(version.Error);
            var freed = await slugs.FreeAsync(type, idOrSlug, version.Value, slug, request.HttpContext.RequestAborted);
            return freed.Failed ? new ProblemResult(freed.Error) : new ManagementAnswer(204, []) { ETag = ManagementAnswer.ETagOf(freed.Value.Version) };
        }).Describe($"free{name}Slug", $"Takes an old slug back from {a}, so that another item can have it; until then links to it lead nowhere").Needs(ScopePolicies.Publish).Deletes();
    }
}

/// <summary>The old slugs of an item, the last one first.</summary>
internal sealed record OldSlugsAnswer(IReadOnlyList<OldSlug> Data, ManagementMeta Meta);
