using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Examples;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Accounts;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the list of clients.</summary>
internal static class ClientQuery
{
    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Of("before", "The place of a page in the list, as the link page.next of an answer has it: only clients before the one with this id.", Scalars.Text("uuid"), RequestExamples.Client),
        QueryParameter.Limit("clients", ManageClients.MaxLimit, 20, 20),
    ];
}
