using Microsoft.OpenApi;
using Newsletter.Api.Accounts;
using Newsletter.Api.Http;
using Newsletter.Api.Management;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Items;
using Newsletter.Domain.Media;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Lists the parameters of management: filters, those of the audit trail, the events, the schedules, the keys, the clients and the accounts, If-Match where 428 is an answer, Idempotency-Key, Change-Reason.</summary>
internal sealed class ManagementParametersFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.Says<ManagementListParameters>() is { } list) AddFilters(operation, list.Content);
        foreach (var parameter in OwnParameters(context)) operation.Add(parameter);
        if (!context.IsDelivery() && context.ApiDescription.HttpMethod != HttpMethods.Get)
        {
            operation.Add(new OpenApiParameter
            {
                Name = ChangeReasonFilter.Header,
                In = ParameterLocation.Header,
                Description = "Why, for the history and the audit trail.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = ChangeReasonFilter.MaxLength, Examples = ["The ministry sent the figures of October."] },
            });
        }
        if (operation.Response("428") is not null)
        {
            operation.Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = true,
                Description = "The ETag of the version that you read; another one is answered with 412, so that nobody's work is lost.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^\"[0-9]+\"$" },
                Example = "\"1\"",
            });
        }
        if (context.Says<IdempotentOperation>() is null) return;
        operation.Add(new OpenApiParameter
        {
            Name = IdempotencyFilter.Header,
            In = ParameterLocation.Header,
            Description = "A key of your own for this request. Repeated within 24 hours, the request is answered as the first time and done once; with another body it is refused.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255, Examples = ["7f1d6c1e-5a5e-4f0c-9d0b-2f6a3f0f8a11"] },
        });
    }

    private static IEnumerable<OpenApiParameter> OwnParameters(OperationFilterContext context) =>
        context.Says<AuditParameters>() is not null ? AuditQuery.Parameters()
        : context.Says<EventParameters>() is not null ? EventQuery.Parameters()
        : context.Says<UserParameters>() is not null ? UserQuery.Parameters()
        : context.Says<ScheduleParameters>() is not null ? ScheduleQuery.Parameters()
        : context.Says<KeyParameters>() is not null ? KeyQuery.Parameters()
        : context.Says<ClientParameters>() is not null ? ClientQuery.Parameters()
        : [];

    private static void AddFilters(OpenApiOperation operation, Type content)
    {
        IReadOnlyList<string> kinds = content.GetProperty("Kind") is { } kind ? [.. Enum.GetValues(kind.PropertyType).Cast<Enum>().Select(SchemaNames.OfValue)] : [];
        if (content == typeof(MediaAsset)) operation.Add(Filters.Of(ListItems.RightsExpireBefore, kinds));
        foreach (var name in ListItems.Filters)
        {
            if (name == "kind" && kinds.Count == 0) continue;
            operation.Add(name switch
            {
                "sort" => QueryParameter.Sort(["updatedAt", "createdAt"], "-updatedAt"),
                "limit" => QueryParameter.Limit(),
                "cursor" => QueryParameter.Cursor(),
                "count" => QueryParameter.Count(),
                _ => Filters.Of(name, kinds),
            });
        }
    }
}
