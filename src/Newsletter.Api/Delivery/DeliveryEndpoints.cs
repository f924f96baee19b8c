using Newsletter.Api.Http;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Api.Delivery;

/// <summary>What front ends and partners read.</summary>
internal static class DeliveryEndpoints
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDelivery(this IEndpointRouteBuilder routes)
    {
        var delivery = routes.MapGroup("/api/v1").WithGroupName("delivery").AddEndpointFilter<AcceptFilter>();

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
        delivery.MapMethods("/media/{idOrSlug}", GetAndHead, (string idOrSlug, HttpRequest request, ReadDocument read) => One(DeliveryResource.Media, idOrSlug, request, read))
            .Describe("readMediaItem", "Media", "Reads a media item that something published refers to").ReturnsDocument<MediaDocument>(DeliveryResource.Media);
        delivery.MapMethods("/breaking", GetAndHead, Breaking).Describe("listBreaking", "Breaking", "Lists what is breaking now: lines and articles, newest first").ReturnsBreaking();
    }

    private static void MapResource<TDocument>(this IEndpointRouteBuilder delivery, DeliveryResource resource, string one, string tag) where TDocument : Document
    {
        var name = char.ToUpperInvariant(one[0]) + one[1..];
        var many = char.ToUpperInvariant(resource.Name[0]) + resource.Name[1..];
        delivery.MapMethods("/" + resource.Name, GetAndHead, (HttpRequest request, ListDocuments list) => Many(resource, null, request, list))
            .Describe($"list{many}", tag, $"Lists {resource.Name}").ReturnsDocuments<TDocument>(resource);
        delivery.MapMethods($"/{resource.Name}/{{idOrSlug}}", GetAndHead, (string idOrSlug, HttpRequest request, ReadDocument read) => One(resource, idOrSlug, request, read))
            .Describe($"read{name}", tag, $"Reads one {one}").ReturnsDocument<TDocument>(resource);
    }

    private static void MapSeries<TDocument>(this IEndpointRouteBuilder delivery, DeliveryResource resource, ItemType seriesType, string route, string tag, string name, string what) where TDocument : Document =>
        delivery.MapMethods(route, GetAndHead, async (string idOrSlug, HttpRequest request, ReadDocument read, ListDocuments list) =>
        {
            var series = await read.FindSeriesAsync(seriesType, idOrSlug, request.HttpContext.RequestAborted);
            return series.Failed ? new ProblemResult(series.Error)
                : series.Value.MovedTo is { } slug ? Moved(request, idOrSlug, slug)
                : await Many(resource, series.Value.Id, request, list);
        }).Describe($"list{name}", tag, $"Lists {what}").ReturnsDocuments<TDocument>(resource);

    private static async Task<IResult> Many(DeliveryResource resource, Guid? series, HttpRequest request, ListDocuments list)
    {
        var answer = await list.ExecuteAsync(resource, series, request.Path.ToUriComponent(), request.Parameters(), request.HttpContext.RequestAborted);
        return answer.Failed ? new ProblemResult(answer.Error) : new DeliveryAnswer(answer.Value);
    }

    private static async Task<IResult> One(DeliveryResource resource, string idOrSlug, HttpRequest request, ReadDocument read, Guid? series = null)
    {
        var found = await read.ExecuteAsync(resource, idOrSlug, series, request.Parameters(), request.HttpContext.RequestAborted);
        return found.Failed ? new ProblemResult(found.Error)
            : found.Value.Answer is { } answer ? new DeliveryAnswer(answer)
            : Moved(request, idOrSlug, found.Value.MovedTo!);
    }

    private static async Task<IResult> InSeries(DeliveryResource resource, ItemType seriesType, string series, string name, HttpRequest request, ReadDocument read)
    {
        var found = await read.FindSeriesAsync(seriesType, series, request.HttpContext.RequestAborted);
        return found.Failed ? new ProblemResult(found.Error)
            : found.Value.MovedTo is { } slug ? Moved(request, series, slug)
            : await One(resource, name, request, read, found.Value.Id);
    }

    private static async Task<IResult> Breaking(HttpRequest request, ListBreaking list)
    {
        var answer = await list.ExecuteAsync(request.Parameters(), request.HttpContext.RequestAborted);
        return answer.Failed ? new ProblemResult(answer.Error) : new DeliveryAnswer(answer.Value);
    }

    /// <summary>The same address with the present slug.</summary>
    private static IResult Moved(HttpRequest request, string oldSlug, string slug)
    {
        var segments = request.Path.Value!.Split('/');
        segments[Array.LastIndexOf(segments, oldSlug)] = slug;
        return Results.Redirect(string.Join('/', segments.Select(Uri.EscapeDataString)) + request.QueryString, permanent: true);
    }
}
