using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>A page of working copies.</summary>
public sealed record ItemPage(IReadOnlyList<Item> Items, int Limit, string? Next, string? Previous, int? Total);

/// <summary>Lists working copies, drafts among them, last changed first.</summary>
public sealed class ListItems(IEditorialDb db, Cursors cursors)
{
    /// <summary>Media only.</summary>
    public const string RightsExpireBefore = "rightsExpireBefore";

    public static IReadOnlyList<string> Filters { get; } = ["status", "q", "tag", "author", "newsletter", "kind", "language", "updatedAfter", "assignee", "ids", "sort", "limit", "cursor", "count"];

    public async Task<Result<ItemPage>> ExecuteAsync(ItemType type, string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var statuses = parameters.OneOf("status", [.. Enum.GetNames<ItemStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)]);
        var words = parameters.One("q");
        var languages = Languages(parameters);
        var kinds = ContentTypes.Kinds(type) is { Count: > 0 } allowed ? parameters.OneOf("kind", allowed) : [];
        var ids = parameters.Ids("ids").Select(id => new ItemId(id)).ToList();
        var assignee = parameters.One("assignee");
        var updatedAfter = parameters.Instant("updatedAfter");
        var rightsExpireBefore = type is ItemType.Media ? parameters.Instant(RightsExpireBefore) : null;
        var relations = new[] { Relations.Tag, Relations.Author, Relations.Newsletter }.Select(name => (name, Groups: parameters.Groups(name))).Where(filter => filter.Groups.Count > 0).ToList();
        var sort = parameters.Sort(["updatedAt", "createdAt"], "-updatedAt");
        var limit = parameters.Whole("limit", 1, 100, 20);
        var count = parameters.Truth("count") ?? false;
        var cursorText = parameters.One("cursor");
        if (parameters.Finish() is { } refused) return refused;

        var list = ListLinks.Bind(path, query);
        var read = cursors.ReadOptional(cursorText, list);
        if (read.Failed) return read.Error;
        var cursor = read.Value;

        var items = db.ItemsFor(ItemUse.See).AsNoTracking().Where(item => item.Type == type);
        var wanted = statuses.Select(name => Enum.Parse<ItemStatus>(name, ignoreCase: true)).ToList();
        if (wanted.Count > 0) items = items.Where(item => wanted.Contains(item.Status));
        if (words?.ToLowerInvariant() is { } text) items = items.Where(item => item.SearchTitle.Contains(text) || item.Slug.Contains(text));
        if (languages.Count > 0) items = items.Where(item => languages.Contains(item.Language));
        if (kinds.Count > 0) items = items.Where(item => kinds.Contains(item.Kind!));
        if (ids.Count > 0) items = items.Where(item => ids.Contains(item.Id));
        if (assignee is not null) items = items.Where(item => item.Assignee == assignee);
        if (updatedAfter is { } after) items = items.Where(item => item.UpdatedAt > after);
        if (rightsExpireBefore is { } end) items = items.Where(item => item.RightsExpireAt < end);
        foreach (var (relation, groups) in relations)
        {
            foreach (var group in groups)
            {
                var named = group.Select(ReferenceTargets.IdOf).OfType<ItemId>().ToList();
                items = items.Where(item => db.References.Any(reference => reference.ItemId == item.Id && reference.Relation == relation
                    && (named.Contains(reference.TargetId) || db.Items.Any(target => target.Id == reference.TargetId && group.Contains(target.Slug)))));
            }
        }
        int? total = count ? await items.CountAsync(cancellationToken) : null;
        var rows = await Page(items, sort, cursor).Take(limit + 1).ToListAsync(cancellationToken);
        return Cut(rows, sort, limit, cursor, total, place => ListLinks.Url("", path, query, cursors.Write(place, list)));
    }

    private static List<string> Languages(Parameters parameters)
    {
        var tags = parameters.Groups("language").SelectMany(group => group).ToList();
        if (tags.Exists(tag => !Domain.Languages.IsValid(tag))) parameters.Report("language", "bad_language", "A language tag (BCP 47) is expected here, for example en or pt-BR.");
        return tags.ConvertAll(Domain.Languages.Canonical);
    }

    private static IQueryable<Item> Page(IQueryable<Item> items, string sort, Cursor? cursor)
    {
        var descending = sort.StartsWith('-') ^ (cursor?.Backwards ?? false);
        var byUpdate = sort.EndsWith("updatedAt", StringComparison.Ordinal);
        if (cursor is not null)
        {
            var at = new DateTimeOffset(long.Parse(cursor.Value, CultureInfo.InvariantCulture), TimeSpan.Zero);
            var id = new ItemId(cursor.Id);
            items = (byUpdate, descending) switch
            {
                (true, true) => items.Where(item => item.UpdatedAt <= at && (item.UpdatedAt < at || item.Id.CompareTo(id) < 0)),
                (true, false) => items.Where(item => item.UpdatedAt >= at && (item.UpdatedAt > at || item.Id.CompareTo(id) > 0)),
                (false, true) => items.Where(item => item.CreatedAt <= at && (item.CreatedAt < at || item.Id.CompareTo(id) < 0)),
                _ => items.Where(item => item.CreatedAt >= at && (item.CreatedAt > at || item.Id.CompareTo(id) > 0)),
            };
        }
        return (byUpdate, descending) switch
        {
            (true, true) => items.OrderByDescending(item => item.UpdatedAt).ThenByDescending(item => item.Id),
            (true, false) => items.OrderBy(item => item.UpdatedAt).ThenBy(item => item.Id),
            (false, true) => items.OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id),
            _ => items.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id),
        };
    }

    private static ItemPage Cut(List<Item> rows, string sort, int limit, Cursor? cursor, int? total, Func<Cursor, string> link)
    {
        var (more, backwards) = (rows.Count > limit, cursor?.Backwards ?? false);
        var page = rows.Take(limit).ToList();
        if (backwards) page.Reverse();
        if (page.Count == 0) return new(page, limit, null, null, total);
        return new(page, limit,
            backwards || more ? link(Place(page[^1], false)) : null,
            (backwards ? more : cursor is not null) ? link(Place(page[0], true)) : null, total);

        Cursor Place(Item item, bool back) =>
            new((sort.EndsWith("updatedAt", StringComparison.Ordinal) ? item.UpdatedAt : item.CreatedAt).UtcTicks.ToString(CultureInfo.InvariantCulture), item.Id.Value, back);
    }
}
