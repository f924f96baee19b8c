using Microsoft.OpenApi;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Application.Schedules;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>The parameters of the schedules.</summary>
internal static class ScheduleQuery
{
    public static IEnumerable<OpenApiParameter> Parameters() =>
    [
        QueryParameter.Many("state", "Only what stands here. A comma means or.", Scalars.Enum(typeof(ScheduleState)), ["pending", "failed"]),
        QueryParameter.Many("item", "Only what is about the items with these ids, at most 100.", Scalars.Text("uuid"), [QueryParameter.Article]),
        QueryParameter.Limit("schedules", 500, 100, 20),
        QueryParameter.Cursor(),
    ];
}
