using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>A page of keys.</summary>
public sealed record KeyPage(IReadOnlyList<ApiKey> Keys, int Limit, string? Next);

/// <summary>Reads keys: all but their secrets. Who is limited sees those that are limited at least as much.</summary>
public sealed class ReadKeys(IEditorialDb db, Caller caller)
{
    public const int MaxLimit = 100;

    /// <returns>The newest first, revoked ones among them.</returns>
    public async Task<Result<KeyPage>> ListAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var before = parameters.Id("before");
        var limit = parameters.Whole("limit", 1, MaxLimit, 20);
        if (parameters.Finish() is { } refused) return refused;
        var keys = db.ApiKeys.AsNoTracking();
        if (before is { } id) keys = keys.Where(key => key.Id.CompareTo(id) < 0);
        var rows = await keys.OrderByDescending(key => key.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(limit).ToList();
        return new KeyPage([.. page.Where(IsSeen)], limit, rows.Count > limit ? ListLinks.Url("", path, query, page[^1].Id.ToString(), "before") : null);
    }

    public async Task<Result<ApiKey>> OneAsync(Guid id, CancellationToken cancellationToken) =>
        await db.ApiKeys.FirstOrDefaultAsync(key => key.Id == id, cancellationToken) is { } key && IsSeen(key) ? key : Error.NotFound("API key");

    private bool IsSeen(ApiKey key) => caller.Entitlements.Cover(key.Entitlements);
}
