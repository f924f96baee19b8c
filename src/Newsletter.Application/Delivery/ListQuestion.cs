using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>What a page of a list asks of the database.</summary>
/// <param name="PlacesOnly">Whether what stands in it is known without its documents.</param>
internal sealed record ListQuestion(DocumentFilters Filters, IReadOnlyList<WantedReferences> Wanted, string Sort, int Limit, Cursor? Cursor, BodyForms Bodies, bool PlacesOnly)
{
    public Paging Paging => new(Sort, Limit, Cursor);

    /// <summary>Without a page's bounds.</summary>
    public IQueryable<PublishedDocument> All(Reading reading) => Filters.Apply(reading.Db, reading.Sight, Wanted).All;

    public async Task<List<ShownDocument>> ReadAsync(Reading reading, CompiledReads reads, CancellationToken cancellationToken) =>
        ShapeFor(reading.Sight) is { } shape && reads.AskAsync(reading.NumberedDb, shape, Given(reading.Sight.Now), marks => With(marks).Query(reading.NumberedDb, new(marks.Now)), cancellationToken) is { } rows
        ? await rows
        : await Query(reading.NumberedDb, reading.Sight).ToListAsync(cancellationToken);

    private IQueryable<ShownDocument> Query(IDeliveryDb db, Sight sight)
    {
        var filtered = Filters.Apply(db, sight, Wanted);
        // References know of their documents all that a place in a list needs.
        if (PlacesOnly && Paging.IsByTime && IsLed && filtered.Leading is { } leading) return Paging.Apply(leading.SeenAt(sight.Now)).Places(db);
        var page = Paging.Apply(filtered);
        return PlacesOnly ? page.Places(db, Paging) : page.Whole(db, Bodies, Paging.IsByTitle ? Extras.SortTitle : Extras.None);
    }

    private bool HasOnlyReferences => (Filters with { Series = null, References = DocumentFilters.NoReferences }).AreNone;

    /// <summary>Whether all that is wanted is what refers to one item.</summary>
    private bool IsLed => Wanted.Count == 1 && Filters.Series is null && HasOnlyReferences;

    /// <summary>Names questions that differ in values alone; null for the many that are asked too seldom.</summary>
    private string? ShapeFor(Sight sight)
    {
        if (sight != new Sight(sight.Now) || Filters.Types is not [var type] || !HasOnlyReferences) return null;
        var lead = "";
        if (Wanted.Count > 0)
        {
            if (Wanted is not [{ Ids.Count: 1, Relation: not "edition" } only] || !Paging.IsByTime) return null;
            lead = only.Relation;
        }
        // A plan that is made once must know how little is wanted.
        return $"{type}/{(Filters.Series is null ? "" : "series")}/{lead}/{Sort}/{Limit}/{(Cursor is null ? "" : Cursor.Backwards ? "before" : "after")}/{(PlacesOnly ? "places" : Bodies)}";
    }

    private Given Given(DateTimeOffset now)
    {
        var given = new Given(now) { Series = Filters.Series ?? default, Id = Wanted is [{ Ids: [var id] }] ? id : default };
        return Cursor is null ? given : Paging.Given(given, Cursor);
    }

    private ListQuestion With(Given marks) => this with
    {
        Filters = Filters.Series is null ? Filters : Filters with { Series = marks.Series },
        Wanted = [.. Wanted.Select(one => one with { Ids = [marks.Id] })],
        Cursor = Cursor is null ? null : Cursor with { Value = Paging.Value(marks), Id = marks.After },
    };
}
