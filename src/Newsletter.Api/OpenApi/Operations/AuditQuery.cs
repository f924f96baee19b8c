using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Schemas;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the audit trail.</summary>
internal static class AuditQuery
{
    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Of("item", "Only what was done to the item with this id.", Scalars.Text("uuid"), QueryParameter.Article),
        QueryParameter.Of("actor", "Only what was done with the key of this id; it is the principal of the entries. Commands and schedules have no key and stand under the id of zeros.", Scalars.Text("uuid"), Guid.Empty.ToString()),
        QueryParameter.Of("before", "The place of a page in the trail, as the link page.next of an answer has it: only what was done before the entry with this id.", Scalars.Text("uuid"), QueryParameter.Article),
        QueryParameter.Of("after", "Only what was done after this instant (RFC 3339).", Scalars.Text("date-time"), "2026-11-01T00:00:00Z"),
        QueryParameter.Of("until", "Only what was done until this instant (RFC 3339), itself included.", Scalars.Text("date-time"), "2040-01-01T00:00:00Z"),
        QueryParameter.Limit("entries", 500, 100, 20),
    ];
}
