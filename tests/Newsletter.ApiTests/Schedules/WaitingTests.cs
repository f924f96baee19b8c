using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Schedules;

/// <summary>The base of tests that schedule something and move the clock until it happens.</summary>
public abstract class WaitingTests(Engine engine) : ApiTests(engine)
{
    protected const string Due = "2026-03-01T13:00:00Z";

    protected override FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected async Task<JsonArray> ListAsync(JsonObject item, TestServer? server = null) =>
        (JsonArray)(await (server ?? Server).Owner.ReadAsync($"/manage/v1/schedules?item={item["id"]}"))["data"]!;

    /// <summary>Waits until the item's only schedule has this state. The clock goes on meanwhile: the worker may begin to sleep just after a test moved it.</summary>
    protected async Task<JsonNode> OneAsync(JsonObject item, string state, TestServer? server = null)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var schedule = Assert.Single(await ListAsync(item, server))!;
            if ((string?)schedule["state"] == state) return schedule;
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(50);
        }
        throw new TimeoutException($"The schedule did not become {state}: {(await ListAsync(item, server)).ToJsonString()}");
    }
}
