using FluentValidation;
using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application;
using Newsletter.Application.Items;
using Newsletter.Application.Schedules;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>The life of an item, the same for every type: the types differ in what they hold, not in how they live.</summary>
internal static class ItemEndpoints
{
    public static void MapItems<TContent>(this IEndpointRouteBuilder management, ItemType type, string one) where TContent : Content
    {
        var many = Paths.Plural(type);
        var tag = char.ToUpperInvariant(many[0]) + many[1..];
        var group = management.MapGroup("/" + many).WithTags(tag).Filtered<PlainRequests>();
        var name = string.Concat(one.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var a = "aeiou".Contains(one[0], StringComparison.Ordinal) ? "an " + one : "a " + one;

        group.MapGet("", List).WithMetadata(new TakesParameters()).Describe($"list{tag}", $"Lists {one}s, drafts among them, last changed first").Needs(ScopePolicies.Read).ListsItems<TContent>();
        if (type is not ItemType.Media) group.MapPost("", Create).Idempotent().Describe($"create{name}", $"Creates a new {one}").Needs(ScopePolicies.Write).Takes<TContent>().Creates<TContent>();
        group.MapGet("/{idOrSlug}", Read).Describe($"read{name}", $"Reads the working copy of {a}").Needs(ScopePolicies.Read).ReturnsItem<TContent>();
        group.MapPut("/{idOrSlug}", Replace).Describe($"replace{name}", $"Replaces the working copy of {a}; what is left out gets its default").Needs(ScopePolicies.Write).Takes<TContent>().ChangesItem<TContent>();
        group.MapPatch("/{idOrSlug}", Patch).Describe($"patch{name}", $"Changes some fields of {a} (JSON Merge Patch, RFC 7396)").Needs(ScopePolicies.Write).TakesPatch<TContent>().ChangesItem<TContent>();
        group.MapDelete("/{idOrSlug}", Delete).Describe($"delete{name}", $"Deletes {a} for good; refused while something published refers to it").Needs(ScopePolicies.Write).Deletes();
        group.MapGet("/{idOrSlug}/referencing", Referencing).Describe($"list{name}Referrers", $"Lists what refers to {a}").Needs(ScopePolicies.Read).ReturnsReferrers();
        var item = group.MapGroup("/{idOrSlug}");
        item.MapRevisions<TContent>(type, a, name);
        item.MapPreviewLinks(type, a, name);
        if (type is not ItemType.Media) item.MapSlugs(type, a, name);
        if (type is ItemType.Article or ItemType.Edition) item.MapReview<TContent>(type, a, name);
        if (type is ItemType.Media) return;
        group.MapPost("/{idOrSlug}/validate", Validate).Idempotent().Describe($"validate{name}", $"Says what keeps {a} from being published and what deserves a look").Needs(ScopePolicies.Read).ReturnsValidation();
        group.MapPost("/{idOrSlug}/publish", Publish).Idempotent().Describe($"publish{name}", $"Makes the working copy of {a} what readers see").Needs(ScopePolicies.Publish).TakesTerms().ChangesItem<TContent>();
        var unpublish = group.MapPost("/{idOrSlug}/unpublish", Unpublish).Idempotent().Describe($"unpublish{name}", $"Takes {a} back from readers; the working copy stays").Needs(ScopePolicies.Publish).ChangesItem<TContent>();
        if (type is not (ItemType.Article or ItemType.Edition)) return;
        unpublish.Accepts<UnpublishRequest>(isOptional: true, "application/json");
        group.MapPost("/{idOrSlug}/unschedule", Unschedule).Idempotent().Describe($"unschedule{name}", $"Calls off what {a} waits for").Needs(ScopePolicies.Publish).ChangesItem<TContent>();

        async Task<IResult> List(HttpRequest request, ListItems list)
        {
            var page = await list.ExecuteAsync(type, request.Path, request.Parameters(), request.HttpContext.RequestAborted);
            return page.Failed ? new ProblemResult(page.Error) : ManagementAnswer.Json(200, new
            {
                data = page.Value.Items.Select(item => new ManagedJson(item)),
                page = new { limit = page.Value.Limit, next = page.Value.Next, prev = page.Value.Previous, total = page.Value.Total },
                meta = new { },
            }).Linking(page.Value.Next, page.Value.Previous);
        }

        async Task<IResult> Create(HttpRequest request, CreateItem create)
        {
            var json = await RequestJson.ReadAsync(request, optional: false, "application/json");
            if (json.Failed) return new ProblemResult(json.Error);
            var saved = await create.ExecuteAsync(type, json.Value, request.HttpContext.RequestAborted);
            return Answer(saved, created: true);
        }

        async Task<IResult> Read(string idOrSlug, HttpRequest request, ReadItem read)
        {
            var item = await read.ExecuteAsync(type, idOrSlug, request.HttpContext.RequestAborted);
            return item.Failed ? new ProblemResult(item.Error) : Show(item.Value, [], 200);
        }

        Task<IResult> Replace(string idOrSlug, HttpRequest request, ReplaceItem replace) => ActAsync(request, () => RequestJson.ReadAsync(request, optional: false, "application/json"),
            (version, json, aborted) => replace.ExecuteAsync(type, idOrSlug, version, json, aborted));

        Task<IResult> Patch(string idOrSlug, HttpRequest request, PatchItem patch) => ActAsync(request, () => RequestJson.ReadAsync(request, optional: false, "application/merge-patch+json", "application/json"),
            (version, json, aborted) => patch.ExecuteAsync(type, idOrSlug, version, json, aborted));

        async Task<IResult> Delete(string idOrSlug, HttpRequest request, DeleteItem delete)
        {
            var version = request.ExpectedVersion();
            if (version.Failed) return new ProblemResult(version.Error);
            var deleted = await delete.ExecuteAsync(type, idOrSlug, version.Value, request.HttpContext.RequestAborted);
            return deleted.Failed ? new ProblemResult(deleted.Error) : new ManagementAnswer(204, []);
        }

        async Task<IResult> Referencing(string idOrSlug, HttpRequest request, ListReferrers referrers)
        {
            var found = await referrers.ExecuteAsync(type, idOrSlug, request.HttpContext.RequestAborted);
            return found.Failed ? new ProblemResult(found.Error) : ManagementAnswer.Json(200, new
            {
                data = found.Value.Select(referrer => new ReferrerAnswer
                {
                    Type = referrer.Type,
                    Id = referrer.Id.Value,
                    Slug = referrer.Slug,
                    Title = referrer.Title,
                    Status = referrer.Status,
                    Pointer = referrer.Pointer,
                    Published = referrer.Published,
                }),
                meta = new { },
            });
        }

        async Task<IResult> Validate(string idOrSlug, HttpRequest request, ValidateItem validate, IValidator<PublishRequest> validator)
        {
            var terms = await Terms.ReadAsync(request, type, validator);
            if (terms.Failed) return new ProblemResult(terms.Error);
            var results = await validate.ExecuteAsync(type, idOrSlug, terms.Value.IncludeArticles, request.HttpContext.RequestAborted);
            return results.Failed ? new ProblemResult(results.Error) : ManagementAnswer.Json(200, new { data = ValidationAnswer.Of(results.Value), meta = new { } });
        }

        Task<IResult> Publish(string idOrSlug, HttpRequest request, PublishItem publish, PlanItem plan, IValidator<PublishRequest> validator) => ActAsync(request, () => Terms.ReadAsync(request, type, validator),
            (version, terms, aborted) => terms.At is null ? publish.ExecuteAsync(type, idOrSlug, version, terms, aborted) : plan.PublishAsync(type, idOrSlug, version, terms, aborted));

        Task<IResult> Unpublish(string idOrSlug, HttpRequest request, UnpublishItem unpublish, PlanItem plan) => ActAsync(request, () => Terms.ReadAsync<UnpublishRequest>(request, type),
            (version, terms, aborted) => terms.At is null ? unpublish.ExecuteAsync(type, idOrSlug, version, terms, aborted) : plan.UnpublishAsync(type, idOrSlug, version, terms, aborted));

        Task<IResult> Unschedule(string idOrSlug, HttpRequest request, PlanItem plan) => ActAsync(request, () => Terms.NoneAsync(request),
            (version, _, aborted) => plan.CancelAsync(type, idOrSlug, version, aborted));
    }

    /// <summary>Does something to the version of an item that the caller knows, on the terms that he sends.</summary>
    internal static async Task<IResult> ActAsync<T>(HttpRequest request, Func<Task<Result<T>>> terms, Func<int, T, CancellationToken, Task<Result<Saved>>> act)
    {
        var version = request.ExpectedVersion();
        if (version.Failed) return new ProblemResult(version.Error);
        var read = await terms();
        return read.Failed ? new ProblemResult(read.Error) : Answer(await act(version.Value, read.Value, request.HttpContext.RequestAborted));
    }

    internal static IResult Answer(Result<Saved> saved, bool created = false) =>
        saved.Failed ? new ProblemResult(saved.Error) : Show(saved.Value.Item, saved.Value.Warnings, created ? 201 : 200);

    /// <summary>Several items that were created together.</summary>
    internal static IResult Answer(Result<IReadOnlyList<Saved>> saved) => saved.Failed ? new ProblemResult(saved.Error) : ManagementAnswer.Json(201, new
    {
        data = saved.Value.Select(one => new ManagedJson(one.Item)),
        meta = new { warnings = saved.Value.SelectMany((one, at) => one.Warnings.Select(warning => ProblemIssue.Of(warning.Under($"/{at}")))) },
    });

    private static ManagementAnswer Show(Item item, IReadOnlyList<Issue> warnings, int status)
    {
        var answer = ManagementAnswer.Json(status, new { data = new ManagedJson(item), meta = new { warnings = warnings.Select(ProblemIssue.Of) } });
        return new(answer.Status, answer.Body)
        {
            ETag = ManagementAnswer.ETagOf(item.Version),
            Location = status == 201 ? $"/manage/v1/{Paths.Plural(item.Type)}/{item.Id}" : null,
        };
    }
}
