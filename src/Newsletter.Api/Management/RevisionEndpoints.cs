using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Revisions;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>An item's history: every save, what changed between two, and the way back.</summary>
internal static class RevisionEndpoints
{
    public static void MapRevisions<TContent>(this RouteGroupBuilder item, ItemType type, string a, string name) where TContent : Content
    {
        item.MapGet("/revisions", List).Describe($"list{name}Revisions", $"Lists the saves of {a}, newest first").Needs(ScopePolicies.Read).Produces<RevisionsAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        item.MapGet("/revisions/{number:int}", Read).Describe($"read{name}Revision", $"Reads {a} as it was saved").Needs(ScopePolicies.Read).Produces<RevisionAnswer<TContent>>().ProducesProblems(400, 401, 403, 404, 406);
        item.MapGet("/revisions/{from:int}/diff/{to:int}", Diff).Describe($"diff{name}Revisions", $"Says what differs between two saves of {a}").Needs(ScopePolicies.Read).Produces<DiffAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        item.MapPost("/revisions/{number:int}/restore", Restore).Idempotent().Describe($"restore{name}Revision", $"Makes an old revision of {a} the working copy again")
            .Needs(ScopePolicies.Write).ChangesItem<TContent>();

        async Task<IResult> List(string idOrSlug, ReadRevisions revisions, CancellationToken aborted)
        {
            var found = await revisions.ListAsync(type, idOrSlug, aborted);
            return found.Failed ? new ProblemResult(found.Error) : ManagementAnswer.Json(200, new { data = found.Value, meta = new { } });
        }

        async Task<IResult> Read(string idOrSlug, int number, ReadRevisions revisions, CancellationToken aborted)
        {
            var found = await revisions.OneAsync(type, idOrSlug, number, aborted);
            return found.Failed ? new ProblemResult(found.Error)
                : ManagementAnswer.Json(200, new { data = new { revision = ReadRevisions.Summarise(found.Value), content = ReadRevisions.Fields(found.Value) }, meta = new { } });
        }

        async Task<IResult> Diff(string idOrSlug, int from, int to, ReadRevisions revisions, CancellationToken aborted)
        {
            var changes = await revisions.DiffAsync(type, idOrSlug, from, to, aborted);
            return changes.Failed ? new ProblemResult(changes.Error) : ManagementAnswer.Json(200, new { data = changes.Value, meta = new { from, to } });
        }

        Task<IResult> Restore(string idOrSlug, int number, HttpRequest request, RestoreRevision restore) => ItemEndpoints.ActAsync(
            request, () => Terms.NoneAsync(request), (version, _, aborted) => restore.ExecuteAsync(type, idOrSlug, number, version, aborted));
    }
}

/// <summary>The saves of an item, newest first.</summary>
internal sealed record RevisionsAnswer(IReadOnlyList<RevisionSummary> Data, ManagementMeta Meta);

/// <summary>One save of an item.</summary>
internal sealed record RevisionAnswer<TContent>(SavedItem<TContent> Data, ManagementMeta Meta) where TContent : Content;

/// <summary>What was saved, and who saved it when and why.</summary>
internal sealed record SavedItem<TContent>(RevisionSummary Revision, RevisionContent<TContent> Content) where TContent : Content;

/// <summary>What a revision says: slug, language and the content's fields.</summary>
// It stands for the JSON in the OpenAPI document.
internal sealed record RevisionContent<TContent>(TContent Content) where TContent : Content;

/// <summary>The differences between two saves.</summary>
internal sealed record DiffAnswer(IReadOnlyList<ContentChange> Data, DiffMeta Meta);

/// <summary>Which two were compared.</summary>
internal sealed record DiffMeta(int From, int To);
