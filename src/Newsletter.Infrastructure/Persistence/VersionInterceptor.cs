using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Raises an item's version with every save: the value is its ETag and guards against lost updates.</summary>
internal sealed class VersionInterceptor : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries<Item>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                var version = entry.Property(i => i.Version);
                version.CurrentValue = version.OriginalValue + (entry.State is EntityState.Added ? 1 - version.OriginalValue : 1);
            }
        }
        return new(result);
    }
}
