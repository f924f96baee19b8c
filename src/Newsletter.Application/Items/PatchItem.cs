using System.Text.Json.Nodes;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Changes some fields of a working copy (JSON Merge Patch, RFC 7396).</summary>
public sealed class PatchItem(IEditorialDb db, DraftReader reader, ItemSaver saver)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int? version, JsonObject patch, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken);
            if (found.Failed) return found.Error;
            var patched = (JsonObject)MergePatch.Apply(ItemJson.Fields(found.Value.Content), patch)!;
            // A null takes a field back to its default; what only the system sets has none to go back to.
            foreach (var name in patch.Where(field => field.Value is null).Select(field => field.Key).Where(name => ItemJson.HeadNames.Contains(name) || ContentTypes.ServerSet(type).Contains(name)))
            {
                patched[name] = null;
            }
            var draft = await reader.ReadAsync(type, patched, found.Value, cancellationToken);
            return draft.Failed ? draft.Error : await saver.EditAsync(found.Value, draft.Value, cancellationToken);
        }, cancellationToken);
}
