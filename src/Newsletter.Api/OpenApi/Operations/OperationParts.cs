using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

internal static class OperationParts
{
    /// <summary>What the endpoint says of itself; null where it says nothing of this kind.</summary>
    public static T? Says<T>(this OperationFilterContext context) where T : class =>
        context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<T>().LastOrDefault();

    public static bool IsDelivery(this OperationFilterContext context) => OpenApiDocuments.Shows(context.DocumentName);

    public static void Add(this OpenApiOperation operation, IOpenApiParameter parameter) => (operation.Parameters ??= []).Add(parameter);

    public static OpenApiResponse? Response(this OpenApiOperation operation, string status) => operation.Responses?.GetValueOrDefault(status) as OpenApiResponse;
}
