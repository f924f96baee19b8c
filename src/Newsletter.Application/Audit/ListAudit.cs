using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Domain;

namespace Newsletter.Application.Audit;

/// <summary>A page of the audit trail.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, int Limit, string? Next);

/// <summary>Lists the audit trail, newest first. Who reads it stands in it too. Who may not see all items is told of those that he sees, and of what he did himself.</summary>
public sealed class ListAudit(IEditorialDb db, AuditTrail trail, Caller caller)
{
    public async Task<Result<AuditPage>> ExecuteAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var item = parameters.Id("item");
        var actor = parameters.Id("actor");
        var before = parameters.Id("before");
        var after = parameters.Instant("after");
        var until = parameters.Instant("until");
        var limit = parameters.Whole("limit", 1, 500, 100);
        if (parameters.Finish() is { } refused) return refused;

        var entries = db.Audit.AsNoTracking();
        if (caller.IsLimited)
        {
            var (own, seen) = (caller.Principal, db.ItemsFor(ItemUse.See).Select(one => (Guid?)(object)one.Id));
            entries = entries.Where(entry => entry.Principal == own || seen.Contains(entry.ItemId));
        }
        if (item is { } itemId) entries = entries.Where(entry => entry.ItemId == itemId);
        if (actor is { } principal) entries = entries.Where(entry => entry.Principal == principal);
        if (after is { } from) entries = entries.Where(entry => entry.At > from);
        if (until is { } to) entries = entries.Where(entry => entry.At <= to);
        if (before is { } id) entries = entries.Where(entry => entry.Id.CompareTo(id) < 0);
        var rows = await entries.OrderByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellationToken);
        await trail.NoteAccessAsync("auditRead", cancellationToken);
        return new AuditPage([.. rows.Take(limit)], limit, rows.Count > limit ? ListLinks.Url("", path, query, rows[limit - 1].Id.ToString(), "before") : null);
    }
}
