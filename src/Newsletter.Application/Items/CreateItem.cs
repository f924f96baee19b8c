using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Makes a new item of a write. Types that publish as they are saved are seen by readers at once, unless the write says draft.</summary>
public sealed class CreateItem(IEditorialDb db, DraftReader reader, ItemSaver saver)
{
    public async Task<Result<Saved>> ExecuteAsync(ItemType type, JsonObject json, CancellationToken cancellationToken)
    {
        Draft? draft = null;
        var result = await db.InTransactionAsync<Saved>(async () =>
        {
            var read = await reader.ReadAsync(type, json, null, cancellationToken);
            if (read.Failed) return read.Error;
            draft = read.Value;
            return await saver.CreateAsync(type, draft, cancellationToken);
        }, cancellationToken);
        // Whoever loses a race for a slug is told who won it.
        if (result.Error is { Code: "slug_taken", ConflictingId: null } && draft?.Slug is { } slug)
        {
            return ItemErrors.SlugTaken(await db.ItemsFor(ItemUse.See).Where(item => item.Type == type && item.Slug == slug).Select(item => (ItemId?)item.Id).FirstOrDefaultAsync(cancellationToken));
        }
        return result;
    }
}
