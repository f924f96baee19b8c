using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Events;

/// <summary>A page of events.</summary>
/// <param name="Hidden">Items of which the caller may know that something happened to them, and no more.</param>
/// <param name="Last">The number of the last event that there was, whatever the filters are: everything up to there is on this page or before it, when it has no next one.</param>
public sealed record EventPage(IReadOnlyList<EventEntry> Entries, IReadOnlySet<Guid> Hidden, int Limit, string? Next, long Last);

/// <summary>Lists what happened, oldest first, for who follows it. Who may not see an item is told nothing of it, so his numbers have gaps.</summary>
public sealed class ListEvents(IEditorialDb db, IEventNumbers numbers, Caller caller)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 500;

    public async Task<Result<EventPage>> ExecuteAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var after = parameters.Whole("after", 0, long.MaxValue, 0);
        var types = parameters.OneOf("type", EventTypes.Patterns).SelectMany(EventTypes.Matching).Distinct().ToList();
        var items = parameters.Ids("item");
        var limit = parameters.Whole("limit", 1, MaxLimit, DefaultLimit);
        if (parameters.Finish() is { } refused) return refused;

        await numbers.AssignAsync(cancellationToken);
        // Read first: what is numbered up to here is there for the statement that follows.
        var last = await db.EventPosition.Select(position => position.Sequence).SingleAsync(cancellationToken);
        var events = db.Events.AsNoTracking().Where(entry => entry.Sequence > after);
        if (types.Count > 0) events = events.Where(entry => types.Contains(entry.Type));
        if (caller.IsLimited)
        {
            var seen = db.ItemsFor(ItemUse.See).Select(item => (Guid?)(object)item.Id);
            events = events.Where(entry => seen.Contains(entry.ItemId));
        }
        if (items.Count > 0) events = events.Where(entry => items.Contains(entry.ItemId!.Value));
        var rows = await events.OrderBy(entry => entry.Sequence).Take(limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? ListLinks.Url("", path, query, page[^1].Sequence!.Value.ToString(CultureInfo.InvariantCulture), "after") : null;
        return new EventPage(page, await HiddenAsync(page, cancellationToken), limit, next, page.Count > 0 ? Math.Max(last, page[^1].Sequence!.Value) : last);
    }

    /// <summary>What is taken down now, for callers who may not see it; what was told of it before is hidden too.</summary>
    private async Task<IReadOnlySet<Guid>> HiddenAsync(List<EventEntry> page, CancellationToken cancellationToken)
    {
        if (caller.May(Scopes.ContentTakedown)) return new HashSet<Guid>();
        var ids = page.Select(entry => entry.ItemId).OfType<Guid>().Distinct().Select(id => new ItemId(id)).ToList();
        var hidden = await db.Items.IgnoreQueryFilters().Where(item => ids.Contains(item.Id) && item.Status == ItemStatus.TakenDown).Select(item => item.Id).ToListAsync(cancellationToken);
        return hidden.Select(id => id.Value).ToHashSet();
    }
}
