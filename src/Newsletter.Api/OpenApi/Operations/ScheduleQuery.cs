using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Schedules;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the schedules.</summary>
internal static class ScheduleQuery
{
    private const string Article = "01a16028-0d40-71e1-90f3-858bda43eca1";

    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Many("state", "Only what stands here. A comma means or.", Scalars.Enum(typeof(ScheduleState)), ["pending", "failed"]),
        QueryParameter.Many("item", "Only what is about the items with these ids, at most 100.", Scalars.Text("uuid"), [Article]),
        QueryParameter.Of("limit", "How many schedules a page has at most.", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "500", Default = 100 }, 20, prefilled: true),
        QueryParameter.Cursor(),
    ];
}
