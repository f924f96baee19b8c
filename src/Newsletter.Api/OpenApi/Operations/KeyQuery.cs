using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Examples;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Access;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the list of keys.</summary>
internal static class KeyQuery
{
    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Of("before", "The place of a page in the list, as the link page.next of an answer has it: only keys made before the one with this id.", Scalars.Text("uuid"), RequestExamples.Key),
        QueryParameter.Limit("keys", ReadKeys.MaxLimit, 20, 20),
    ];
}
