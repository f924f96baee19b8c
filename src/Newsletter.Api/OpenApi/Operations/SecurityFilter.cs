using Microsoft.OpenApi;
using Newsletter.Api.Auth;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Says which key an operation takes, and with which scope.</summary>
internal sealed class SecurityFilter : IOperationFilter
{
    public const string Scheme = "apiKey";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Security = [];
        if (context.DocumentName == OpenApiDocuments.Delivery)
        {
            // No key is needed; one may show more.
            operation.Security = [new(), new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            return;
        }
        if (context.Says<NeedsScope>() is not { } needs) return;
        operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] });
        var scopes = string.Join(", ", needs.Scopes.Select(scope => $"`{scope}`"));
        var takes = needs.Scopes.Count == 1 ? $"Takes a key with the scope {scopes}." : $"Takes a key with any of the scopes {scopes}.";
        operation.Description = operation.Description is { Length: > 0 } said ? $"{said}\n\n{takes}" : takes;
    }
}
