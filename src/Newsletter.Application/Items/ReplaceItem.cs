using System.Text.Json.Nodes;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Replaces a working copy as a whole; what the write leaves out gets its default.</summary>
public sealed class ReplaceItem(IEditorialDb db, DraftReader reader, ItemSaver saver)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, JsonObject json, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken);
            if (found.Failed) return found.Error;
            var draft = await reader.ReadAsync(type, json, found.Value, cancellationToken);
            return draft.Failed ? draft.Error : await saver.EditAsync(found.Value, draft.Value, cancellationToken);
        }, cancellationToken);
}
