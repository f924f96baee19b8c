using Newsletter.Api.Http;
using Newsletter.Api.Limits;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Api.Management;

/// <summary>Marks an operation that takes an Idempotency-Key.</summary>
internal sealed record IdempotentOperation;

/// <summary>Marks a list of working copies; the OpenAPI document lists its parameters.</summary>
internal sealed record ManagementListParameters(Type Content);

/// <summary>What the OpenAPI document says of management operations.</summary>
internal static class ManagementDocs
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string summary) => endpoint.WithName(operationId).WithSummary(summary);

    /// <summary>The operation answers a repeated request, known by its Idempotency-Key, as it did the first time.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) => endpoint.Filtered<IdempotencyFilter>().WithMetadata(new IdempotentOperation());

    public static RouteHandlerBuilder ListsItems<TContent>(this RouteHandlerBuilder endpoint) where TContent : Content =>
        endpoint.WithMetadata(new ManagementListParameters(typeof(TContent))).Produces<ItemListAnswer<TContent>>().ProducesProblems(400, 401, 403);

    public static RouteHandlerBuilder ReturnsItem<TContent>(this RouteHandlerBuilder endpoint) where TContent : Content =>
        endpoint.Produces<ItemAnswer<TContent>>().ProducesProblems(401, 403, 404);

    public static RouteHandlerBuilder Takes<TContent>(this RouteHandlerBuilder endpoint) where TContent : Content =>
        endpoint.Accepts<ItemWrite<TContent>>("application/json");

    public static RouteHandlerBuilder TakesPatch<TContent>(this RouteHandlerBuilder endpoint) where TContent : Content =>
        endpoint.Accepts<ItemPatch<TContent>>("application/merge-patch+json", "application/json");

    public static RouteHandlerBuilder TakesUpload(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new TakesFiles()).Accepts<MediaUpload>("multipart/form-data", "application/json");

    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesFiles()).Accepts<MediaFileUpload>("multipart/form-data");

    public static RouteHandlerBuilder TakesTerms(this RouteHandlerBuilder endpoint) => endpoint.Accepts<PublishRequest>(isOptional: true, "application/json");

    public static RouteHandlerBuilder Creates<TContent>(this RouteHandlerBuilder endpoint) where TContent : Content =>
        endpoint.Produces<ItemAnswer<TContent>>(201).ProducesProblems(400, 401, 403, 409, 413, 415, 422);

    public static RouteHandlerBuilder CreatesMedia(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<CreatedMediaAnswer>(201).ProducesProblems(400, 401, 403, 409, 413, 415, 422);

    public static RouteHandlerBuilder ChangesItem<TContent>(this RouteHandlerBuilder endpoint) where TContent : Content =>
        endpoint.Produces<ItemAnswer<TContent>>().ProducesProblems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428);

    public static RouteHandlerBuilder Deletes(this RouteHandlerBuilder endpoint) => endpoint.Produces(204).ProducesProblems(400, 401, 403, 404, 409, 412, 428);

    public static RouteHandlerBuilder ReturnsReferrers(this RouteHandlerBuilder endpoint) => endpoint.Produces<ReferrersAnswer>().ProducesProblems(401, 403, 404);

    public static RouteHandlerBuilder ReturnsValidation(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<PublishRequest>(isOptional: true, "application/json").Produces<ValidationResult>().ProducesProblems(400, 401, 403, 404, 415, 422);
}
