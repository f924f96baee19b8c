using Microsoft.OpenApi;
using Newsletter.Api.Auth;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Says which key or token an operation takes, and with which scope.</summary>
internal sealed class SecurityFilter : IOperationFilter
{
    public const string Scheme = "apiKey";
    public const string SignIn = "signIn";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Security = [];
        if (context.DocumentName == OpenApiDocuments.Delivery)
        {
            // No key is needed; one may show more, and so may a token.
            operation.Security = [new(), Taking(Scheme, []), Taking(SignIn, [])];
            return;
        }
        if (context.Says<NeedsScope>() is not { } needs) return;
        // Which of several scopes it takes cannot be said here: a list would mean all of them.
        operation.Security = [Taking(Scheme, []), Taking(SignIn, needs.Scopes.Count == 1 ? needs.Scopes : [])];
        var scopes = string.Join(", ", needs.Scopes.Select(scope => $"`{scope}`"));
        var takes = needs.Scopes.Count == 1 ? $"Takes a key or token with the scope {scopes}." : $"Takes a key or token with any of the scopes {scopes}.";
        operation.Description = operation.Description is { Length: > 0 } said ? $"{said}\n\n{takes}" : takes;

        OpenApiSecurityRequirement Taking(string scheme, IEnumerable<string> named) => new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [.. named] };
    }
}
