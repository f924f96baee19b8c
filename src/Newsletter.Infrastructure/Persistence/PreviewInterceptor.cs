using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Newsletter.Application.Preview;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Goes with every save of an item, so that previews show each working copy as it was saved last.</summary>
internal sealed class PreviewInterceptor(DocumentMaker maker) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (EditorialDbContext)eventData.Context!;
        var entries = db.ChangeTracker.Entries<Item>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var known = entries.Where(entry => entry.State is not EntityState.Added).Select(entry => entry.Entity.Id.Value).ToList();
        if (known.Count > 0)
        {
            foreach (var kept in db.ChangeTracker.Entries<WorkingDocument>().Where(kept => known.Contains(kept.Entity.Id)).ToList()) kept.State = EntityState.Detached;
            await db.WorkingDocuments.Where(document => known.Contains(document.Id)).ExecuteDeleteAsync(cancellationToken);
        }
        db.WorkingDocuments.AddRange(entries.Where(entry => entry.State is not EntityState.Deleted && WorkingDocuments.IsNeeded(entry.Entity)).Select(entry => WorkingDocuments.Make(maker, entry.Entity)));
        return result;
    }
}
