using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Schedules;

/// <summary>A schedule and the item that it is about.</summary>
public sealed record PlannedItem(Schedule Schedule, Item Item);

/// <summary>A page of schedules.</summary>
public sealed record SchedulePage(IReadOnlyList<PlannedItem> Entries, int Limit, string? Next);

/// <summary>Lists what was scheduled and what became of it, in the order of the due times.</summary>
public sealed class ListSchedules(IEditorialDb db, Cursors cursors)
{
    public const int MaxLimit = 500;

    /// <param name="limit">How many a page has when the query does not say.</param>
    public async Task<Result<SchedulePage>> ExecuteAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, int limit, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var states = parameters.OneOf("state", [.. Enum.GetNames<ScheduleState>().Select(JsonNamingPolicy.CamelCase.ConvertName)]).Select(name => Enum.Parse<ScheduleState>(name, ignoreCase: true)).ToList();
        var items = parameters.Ids("item").Select(id => new ItemId(id)).ToList();
        limit = parameters.Whole("limit", 1, MaxLimit, limit);
        var cursorText = parameters.One("cursor", Cursors.MaxLength);
        if (parameters.Finish() is { } refused) return refused;

        var list = ListLinks.Bind(path, query);
        var rows = db.Schedules.AsNoTracking().Include(schedule => schedule.Articles).AsQueryable();
        if (cursorText is not null)
        {
            var cursor = cursors.Read(cursorText, list);
            if (cursor.Failed) return cursor.Error;
            var (at, id) = (new DateTimeOffset(long.Parse(cursor.Value.Value, CultureInfo.InvariantCulture), TimeSpan.Zero), cursor.Value.Id);
            rows = rows.Where(schedule => schedule.DueAt >= at && (schedule.DueAt > at || schedule.Id.CompareTo(id) > 0));
        }
        if (states.Count > 0) rows = rows.Where(schedule => states.Contains(schedule.State));
        if (items.Count > 0) rows = rows.Where(schedule => items.Contains(schedule.ItemId));
        var found = await rows.Join(db.ItemsFor(ItemUse.See).AsNoTracking(), schedule => schedule.ItemId, item => item.Id, (schedule, item) => new { schedule, item })
            .OrderBy(row => row.schedule.DueAt).ThenBy(row => row.schedule.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).Select(row => new PlannedItem(row.schedule, row.item)).ToList();
        return new SchedulePage(page, limit, found.Count > limit ? ListLinks.Url("", path, query, cursors.Write(Place(page[^1].Schedule), list)) : null);
    }

    private static Cursor Place(Schedule schedule) => new(schedule.DueAt.UtcTicks.ToString(CultureInfo.InvariantCulture), schedule.Id, false);
}
