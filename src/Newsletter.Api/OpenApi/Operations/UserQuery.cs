using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Examples;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Domain.Access;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the list of accounts.</summary>
internal static class UserQuery
{
    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Many("role", "Only accounts with these roles. A comma means or.", Scalars.Enum(Scopes.Roles.Keys), ["owner", "editor"]),
        QueryParameter.Of("disabled", "Only accounts that are, or are not, disabled.", new() { Type = JsonSchemaType.Boolean }, false),
        QueryParameter.Of("email", "Only the account with this address.", new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 1000 }, "nadia.okafor@example.org"),
        QueryParameter.Of("after", "The place of a page in the list, as the link page.next of an answer has it: only accounts after the one with this id.", Scalars.Text("uuid"), RequestExamples.User),
        QueryParameter.Limit("accounts", 500, 100, 20),
    ];
}
