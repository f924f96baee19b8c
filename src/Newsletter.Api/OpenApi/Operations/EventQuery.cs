using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Events;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the events.</summary>
internal static class EventQuery
{
    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Of("after", "Only events after the one with this number.", new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Default = 0 }, 0, prefilled: true),
        QueryParameter.Many("type", "Only events of these types; `article.*` stands for all of articles. A comma means or.", Scalars.Enum(EventTypes.Patterns), ["article.*", "schedule.failed"]),
        QueryParameter.Many("item", "Only what happened to the items with these ids, at most 100.", Scalars.Text("uuid"), [QueryParameter.Article]),
        QueryParameter.Limit("events", ListEvents.MaxLimit, ListEvents.DefaultLimit, 20),
    ];
}
