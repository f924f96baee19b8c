using Newsletter.Api.Auth;
using Newsletter.Api.Caching;
using Newsletter.Api.Http;
using Newsletter.Api.Limits;
using Newsletter.Api.OpenApi;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Delivery.Search;
using Newsletter.Application.Delivery.Sync;
using Newsletter.Application.Preview;
using Newsletter.Domain;

namespace Newsletter.Api.Delivery;

/// <summary>What front ends and partners read.</summary>
internal static class DeliveryEndpoints
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDelivery(this IEndpointRouteBuilder routes)
    {
        var delivery = routes.MapGroup("/api/v1").WithGroupName(OpenApiDocuments.Delivery).RequireCors(Browsers.Readers).LimitedAs(LimitNames.Delivery)
            .Filtered<TimeLimit>().Filtered<CostLimit>().Filtered<KeyFilter>().Filtered<AcceptFilter>().Filtered<OneStateFilter>();
        delivery.WithMetadata(new KeepsAnswers());
        delivery.MapPlane();
        // The word index holds what is published, so previews have none.
        delivery.MapMethods("/search", GetAndHead, Search).Describe("search", "Search", "Finds articles and editions by words, best first")
            .WithDescription(SearchDocs.Description).ReturnsFindings();
        // The log tells of publications.
        delivery.MapMethods("/sync", GetAndHead, Sync).Describe("sync", "Sync", "Gives all that there is, page by page, and from then on what changes")
            .WithDescription(SyncDocs.Description).ReturnsChanges();
    }

    /// <summary>The same paths and shapes, made from working copies.</summary>
    public static void MapPreview(this IEndpointRouteBuilder routes)
    {
        var preview = routes.MapGroup(PreviewPlane.Root).WithGroupName(OpenApiDocuments.Preview).RequireCors(Browsers.Editors).LimitedAs(LimitNames.Preview).Filtered<PreviewFilter>();
        preview.WithMetadata(ScopePolicies.Preview);
        var plane = preview.MapGroup("").Filtered<TimeLimit>().Filtered<CostLimit>().Filtered<AcceptFilter>().Filtered<OneStateFilter>();
        plane.MapPlane();
        plane.AllProduceProblems(401, 403);
        preview.MapGroup("").AllProduceProblems(403, 410).MapPreviewFiles();
        // Operations of two planes must not share a name.
        ((IEndpointConventionBuilder)plane).Finally(endpoint =>
        {
            var name = endpoint.Metadata.OfType<EndpointNameMetadata>().Last().EndpointName;
            endpoint.Metadata.Add(new EndpointNameMetadata("preview" + char.ToUpperInvariant(name[0]) + name[1..]));
        });
    }

    private static void MapPlane(this RouteGroupBuilder delivery)
    {
        delivery.MapResource<NewsletterDocument>(DeliveryResource.Newsletters, "newsletter", "Newsletters");
        delivery.MapSeries<EditionDocument>(DeliveryResource.Editions, ItemType.Newsletter, "/newsletters/{idOrSlug}/editions", "Newsletters", "NewsletterEditions", "the editions of a newsletter, newest first");
        delivery.MapMethods("/newsletters/{idOrSlug}/editions/latest", GetAndHead, (string idOrSlug, HttpRequest request, ReadDocument read) => InSeries(DeliveryResource.Editions, ItemType.Newsletter, idOrSlug, "latest", request, read))
            .Describe("readLatestEdition", "Newsletters", "Reads the latest edition of a newsletter").ReturnsDocument<EditionDocument>(DeliveryResource.Editions);
        delivery.MapMethods("/newsletters/{idOrSlug}/editions/{numberOrSlugOrId}", GetAndHead, (string idOrSlug, string numberOrSlugOrId, HttpRequest request, ReadDocument read) => InSeries(DeliveryResource.Editions, ItemType.Newsletter, idOrSlug, numberOrSlugOrId, request, read))
            .Describe("readNewsletterEdition", "Newsletters", "Reads an edition by its number, slug or id").ReturnsDocument<EditionDocument>(DeliveryResource.Editions);

        delivery.MapResource<EditionDocument>(DeliveryResource.Editions, "edition", "Editions");
        delivery.MapResource<ArticleDocument>(DeliveryResource.Articles, "article", "Articles");
        delivery.MapResource<AuthorDocument>(DeliveryResource.Authors, "author", "Authors");
        delivery.MapResource<TagDocument>(DeliveryResource.Tags, "tag", "Tags");
        delivery.MapResource<PodcastDocument>(DeliveryResource.Podcasts, "podcast", "Podcasts");
        delivery.MapSeries<EpisodeDocument>(DeliveryResource.Episodes, ItemType.Podcast, "/podcasts/{idOrSlug}/episodes", "Podcasts", "PodcastEpisodes", "the episodes of a podcast, newest first");
        delivery.MapMethods("/podcasts/{idOrSlug}/episodes/{numberOrSlugOrId}", GetAndHead, (string idOrSlug, string numberOrSlugOrId, HttpRequest request, ReadDocument read) => InSeries(DeliveryResource.Episodes, ItemType.Podcast, idOrSlug, numberOrSlugOrId, request, read))
            .Describe("readPodcastEpisode", "Podcasts", "Reads an episode by its number, slug or id").ReturnsDocument<EpisodeDocument>(DeliveryResource.Episodes);
        delivery.MapResource<EpisodeDocument>(DeliveryResource.Episodes, "episode", "Podcasts");
        delivery.MapResource<NoticeDocument>(DeliveryResource.Notices, "notice", "Notices");
        delivery.MapOne<MediaDocument>(DeliveryResource.Media, "readMediaItem", "Media", "Reads a media item that something published refers to");
        delivery.MapMethods("/breaking", GetAndHead, (HttpRequest request, ListDocuments list) => Many(DeliveryResource.Breaking, null, request, list))
            .Describe("listBreaking", "Breaking", "Lists what is breaking now: lines and articles, newest first").ReturnsBreaking();
        delivery.MapOne<BreakingDocument>(DeliveryResource.Breaking, "readBreakingLine", "Breaking", "Reads one breaking line");
        delivery.MapMethods("/resolve", GetAndHead, Resolve).Describe("resolvePath", "Resolve", "Says which item lives at the path of a page, or leads to where it lives now").ReturnsResolved();
    }

    private static void MapResource<TDocument>(this IEndpointRouteBuilder delivery, DeliveryResource resource, string one, string tag) where TDocument : Document
    {
        var name = char.ToUpperInvariant(one[0]) + one[1..];
        var many = char.ToUpperInvariant(resource.Name[0]) + resource.Name[1..];
        delivery.MapMethods("/" + resource.Name, GetAndHead, (HttpRequest request, ListDocuments list) => Many(resource, null, request, list))
            .Describe($"list{many}", tag, $"Lists {resource.Name}").ReturnsDocuments<TDocument>(resource);
        delivery.MapOne<TDocument>(resource, $"read{name}", tag, $"Reads one {one}");
    }

    private static void MapOne<TDocument>(this IEndpointRouteBuilder delivery, DeliveryResource resource, string operationId, string tag, string summary) where TDocument : Document =>
        delivery.MapMethods($"/{resource.Name}/{{idOrSlug}}", GetAndHead, async (string idOrSlug, HttpRequest request, ReadDocument read) =>
        {
            var found = await read.ExecuteAsync(resource, idOrSlug, null, request.Parameters(), request.HttpContext.RequestAborted);
            return One(found);
        }).Describe(operationId, tag, summary).ReturnsDocument<TDocument>(resource);

    private static void MapSeries<TDocument>(this IEndpointRouteBuilder delivery, DeliveryResource resource, ItemType seriesType, string route, string tag, string name, string what) where TDocument : Document =>
        delivery.MapMethods(route, GetAndHead, async (string idOrSlug, HttpRequest request, ReadDocument read, ListDocuments list) =>
        {
            var found = await read.FindSeriesAsync(seriesType, idOrSlug, request.HttpContext.RequestAborted);
            return found.Failed ? new ProblemResult(found.Error)
                : found.Value.MovedTo is { } slug ? new MovedAnswer(slug, 2)
                : await Many(resource, found.Value.Series!.Id, request, list);
        }).Describe($"list{name}", tag, $"Lists {what}").ReturnsDocuments<TDocument>(resource);

    private static async Task<IResult> Many(DeliveryResource resource, Guid? series, HttpRequest request, ListDocuments list)
    {
        var answer = await list.ExecuteAsync(resource, series, request.Path.ToUriComponent(), request.Parameters(), request.HttpContext.RequestAborted);
        return answer.Failed ? new ProblemResult(answer.Error) : new DeliveryAnswer(answer.Value);
    }

    private static async Task<IResult> InSeries(DeliveryResource resource, ItemType seriesType, string series, string name, HttpRequest request, ReadDocument read)
    {
        var found = await read.FindSeriesAsync(seriesType, series, request.HttpContext.RequestAborted);
        if (found.Failed) return new ProblemResult(found.Error);
        if (found.Value.MovedTo is { } slug) return new MovedAnswer(slug, 3);
        return One(await read.ExecuteAsync(resource, name, found.Value.Series, request.Parameters(), request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> Resolve(HttpRequest request, ResolvePath resolve)
    {
        var found = await resolve.ExecuteAsync(request.Parameters(), request.HttpContext.RequestAborted);
        return found.Failed ? new ProblemResult(found.Error)
            : found.Value.Answer is { } answer ? new DeliveryAnswer(answer)
            : new MovedPath(found.Value.MovedTo!);
    }

    private static async Task<IResult> Search(HttpRequest request, SearchDocuments search)
    {
        var answer = await search.ExecuteAsync(request.Path.ToUriComponent(), request.Parameters(), request.HttpContext.RequestAborted);
        return answer.Failed ? new ProblemResult(answer.Error) : new DeliveryAnswer(answer.Value);
    }

    private static async Task<IResult> Sync(HttpRequest request, SyncDocuments sync)
    {
        var answer = await sync.ExecuteAsync(request.Parameters(), request.HttpContext.RequestAborted);
        return answer.Failed ? new ProblemResult(answer.Error) : new DeliveryAnswer(answer.Value);
    }

    private static IResult One(Domain.Result<Found> found) =>
        found.Failed ? new ProblemResult(found.Error)
        : found.Value.Answer is { } answer ? new DeliveryAnswer(answer)
        : new MovedAnswer(found.Value.MovedTo!, 1);
}
