using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Access;

/// <summary>Remembers when keys were used, until it is written: at most once a minute for each, and not while a request waits.</summary>
public sealed class KeyUses
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> noted = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> written = new();

    public void Note(Guid key, DateTimeOffset at) => noted[key] = at;

    /// <summary>Writes what is due.</summary>
    /// <param name="all">Whether a minute need not have passed, because nobody will come back.</param>
    public async Task WriteAsync(IEditorialDb db, DateTimeOffset now, bool all, CancellationToken cancellationToken)
    {
        var due = noted.Where(use => all || !written.TryGetValue(use.Key, out var last) || now - last >= Grain).ToList();
        if (due.Count == 0) return;
        var done = await db.InTransactionAsync<bool>(async () =>
        {
            foreach (var (id, at) in due)
            {
                var before = all ? at : at - Grain;
                await db.ApiKeys.Where(key => key.Id == id && (key.LastUsedAt == null || key.LastUsedAt <= before)).ExecuteUpdateAsync(row => row.SetProperty(key => key.LastUsedAt, at), cancellationToken);
            }
            return true;
        }, cancellationToken);
        if (done.Failed) return;
        foreach (var use in due)
        {
            written[use.Key] = now;
            noted.TryRemove(use);
        }
    }
}
