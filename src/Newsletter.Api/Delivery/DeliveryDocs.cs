using Newsletter.Api.Http;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Api.Delivery;

/// <summary>One item as readers see it.</summary>
internal sealed record DocumentAnswer<TDocument>(TDocument Data, DocumentMeta Meta) where TDocument : Document;

/// <summary>A page of items as readers see them.</summary>
internal sealed record DocumentListAnswer<TDocument>(IReadOnlyList<TDocument> Data, DocumentPage Page, ListMeta Meta) where TDocument : Document;

/// <summary>A line or an article that is breaking now, with until.</summary>
// It stands for the JSON in the OpenAPI document.
internal abstract record BreakingNowDocument : Document;

/// <summary>An article or edition that was found, with search.</summary>
// It stands for the JSON in the OpenAPI document.
internal abstract record FoundItemDocument : Document;

/// <summary>How an item was found.</summary>
/// <param name="Rank">How well it fits, between 0 and 1. It compares the items of one answer and means nothing beyond it.</param>
/// <param name="Title">The title as HTML: what fits stands in mark elements, everything else is escaped.</param>
/// <param name="Snippet">The part of the text that fits best, as HTML like the title.</param>
internal sealed record Finding(double Rank, string Title, string Snippet);

/// <summary>What is said beside the item, also where sparse fields leave it out.</summary>
/// <param name="Revision">Raised with every publication of something changed.</param>
internal sealed record DocumentMeta(int Revision);

/// <summary>The place of a page in its list.</summary>
/// <param name="Limit">How many items a page has at most.</param>
/// <param name="Next">The next page's address; null on the last.</param>
/// <param name="Prev">The previous page's address; null on the first.</param>
/// <param name="Total">How many there are in all; null unless count=true.</param>
internal sealed record DocumentPage(int Limit, string? Next, string? Prev, int? Total);

/// <summary>Where the publication log stood.</summary>
/// <param name="AsOf">When readers last saw something change.</param>
/// <param name="Sequence">The number of that change; it only grows.</param>
internal sealed record ListMeta(DateTimeOffset AsOf, long Sequence);

/// <summary>The item that lives at a path.</summary>
internal sealed record ResolvedAnswer(Reference Data, ResolvedMeta Meta);

/// <summary>Where it lives.</summary>
/// <param name="Path">The path of its page or file.</param>
internal sealed record ResolvedMeta(string Path);

/// <summary>Marks the operation whose parameters are a path and a language.</summary>
internal sealed record ResolveParameters;

/// <summary>What an operation of delivery can be asked for; the OpenAPI document lists it.</summary>
internal sealed record DeliveryParameters(DeliveryResource Resource, bool IsList);

/// <summary>What the OpenAPI document says of delivery operations.</summary>
internal static class DeliveryDocs
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string tag, string summary) =>
        endpoint.WithName(operationId + "V1").WithTags(tag).WithSummary(summary);

    public static RouteHandlerBuilder ReturnsDocument<TDocument>(this RouteHandlerBuilder endpoint, DeliveryResource resource) where TDocument : Document =>
        endpoint.WithMetadata(new DeliveryParameters(resource, false)).Produces<DocumentAnswer<TDocument>>().Produces(301).Produces(304).ProducesProblems(400, 401, 404, 406, 410);

    public static RouteHandlerBuilder ReturnsDocuments<TDocument>(this RouteHandlerBuilder endpoint, DeliveryResource resource) where TDocument : Document =>
        endpoint.WithMetadata(new DeliveryParameters(resource, true)).Produces<DocumentListAnswer<TDocument>>().Produces(304).ProducesProblems(400, 401, 406);

    public static RouteHandlerBuilder ReturnsResolved(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new ResolveParameters()).Produces<ResolvedAnswer>().Produces(301).Produces(304).ProducesProblems(400, 401, 404, 406, 410);

    public static RouteHandlerBuilder ReturnsFindings(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new DeliveryParameters(DeliveryResource.Search, true)).Produces<DocumentListAnswer<FoundItemDocument>>().Produces(304).ProducesProblems(400, 401, 406);

    public static RouteHandlerBuilder ReturnsBreaking(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new DeliveryParameters(DeliveryResource.Breaking, true)).Produces<DocumentListAnswer<BreakingNowDocument>>().Produces(304).ProducesProblems(400, 401, 406);
}
