using System.Globalization;
using Newsletter.Application.Access;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Revisions;

/// <summary>Makes an old revision the working copy again, as a new revision. What readers see is not touched, and corrections stay: they are only ever added.</summary>
public sealed class RestoreRevision(IEditorialDb db, ReadRevisions revisions, DraftReader reader, ItemSaver saver, Caller caller)
{
    public Task<Result<Saved>> ExecuteAsync(ItemType type, string idOrSlug, int number, int? version, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(type, idOrSlug, version, cancellationToken);
            if (found.Failed) return found.Error;
            var revision = await revisions.OneAsync(type, idOrSlug, number, cancellationToken);
            if (revision.Failed) return revision.Error;
            var fields = ReadRevisions.Fields(revision.Value);
            foreach (var name in ContentTypes.ServerSet(type)) fields.Remove(name);
            var draft = await reader.ReadAsync(type, fields, found.Value, cancellationToken);
            if (draft.Failed) return draft.Error;
            caller.Reason ??= string.Create(CultureInfo.InvariantCulture, $"Restored revision {number}");
            return await saver.EditAsync(found.Value, draft.Value, cancellationToken);
        }, cancellationToken);
}
