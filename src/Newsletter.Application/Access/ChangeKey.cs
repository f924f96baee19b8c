using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Audit;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>Changes a key, gives it another secret, or ends it. All processes notice within a second.</summary>
public sealed class ChangeKey(IEditorialDb db, ReadKeys keys, KeyReader reader, KnownKeys known, AuditTrail trail, TimeProvider time)
{
    private const int MaxOverlapHours = 720;
    private const int UsualOverlapHours = 24;

    public Task<Result<ApiKey>> PatchAsync(Guid id, int version, JsonObject patch, CancellationToken cancellationToken) => ExecuteAsync(id, version, "keyChanged", async key =>
    {
        var merged = (JsonObject)MergePatch.Apply(Fields(key.Terms), patch)!;
        if (patch["role"] is not null && !patch.ContainsKey("scopes")) merged.Remove("scopes");
        var shape = new ContentShape(null);
        shape.Check(patch, typeof(KeyChangeRequest));
        if (shape.Issues.Count == 0) shape.Check(merged, typeof(KeyRequest));
        if (shape.Issues.Count > 0) return Error.Invalid(shape.Issues);
        var terms = await reader.ReadAsync(merged.Deserialize<KeyRequest>(ContentJson.Options)!, key.Terms, cancellationToken);
        if (terms.Failed) return terms.Error;
        // Scopes that were bundled stay so while nobody names others.
        return key.Change(patch.ContainsKey("role") || patch.ContainsKey("scopes") ? terms.Value : terms.Value with { Role = key.Role });
    }, cancellationToken);

    public async Task<Result<MadeKey>> RotateAsync(Guid id, int version, RotateRequest request, CancellationToken cancellationToken)
    {
        if (request.OverlapHours is < 0 or > MaxOverlapHours) return Error.Invalid("/overlapHours", "out_of_range", $"Secrets overlap for 0 to {MaxOverlapHours} hours.");
        var text = CreateKey.NewText(id);
        var rotated = await ExecuteAsync(id, version, "keyRotated", key =>
        {
            key.Rotate(CreateKey.HashOf(text), time.GetUtcNow().AddHours(request.OverlapHours ?? UsualOverlapHours));
            return Task.FromResult<Result<bool>>(true);
        }, cancellationToken);
        return rotated.Failed ? rotated.Error : new MadeKey(rotated.Value, text);
    }

    /// <summary>Ends it for good; it stays on the list.</summary>
    public Task<Result<ApiKey>> RevokeAsync(Guid id, int version, CancellationToken cancellationToken) => ExecuteAsync(id, version, "keyRevoked", key =>
    {
        key.Revoke(time.GetUtcNow());
        return Task.FromResult<Result<bool>>(true);
    }, cancellationToken);

    /// <param name="change">Says whether anything changed.</param>
    private async Task<Result<ApiKey>> ExecuteAsync(Guid id, int version, string action, Func<ApiKey, Task<Result<bool>>> change, CancellationToken cancellationToken)
    {
        var result = await db.InTransactionAsync<ApiKey>(async () =>
        {
            // Takes the row's lock, so that who comes second is told the version that the first one made.
            await db.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(row => row.SetProperty(key => key.Version, key => key.Version), cancellationToken);
            var found = await keys.OneAsync(id, cancellationToken);
            if (found.Failed) return found.Error;
            var key = found.Value;
            if (!reader.MayManage(key.Terms)) return AccessErrors.BeyondRights;
            if (key.RevokedAt is not null) return AccessErrors.KeyRevoked;
            if (key.Version != version) return ItemErrors.Stale(key.Version);
            var changed = await change(key);
            if (changed.Failed) return changed.Error;
            if (!changed.Value) return key;
            trail.NoteKey(action, key);
            await db.SaveChangesAsync(cancellationToken);
            await AccessVersion.RaiseAsync(db, cancellationToken);
            return key;
        }, cancellationToken);
        if (!result.Failed) known.Forget();
        return result;
    }

    private static JsonObject Fields(KeyTerms terms) => JsonSerializer.SerializeToNode(new KeyRequest
    {
        Name = terms.Name,
        Scopes = terms.Scopes,
        Entitlements = Shown(terms.Entitlements),
        ExpiresAt = terms.ExpiresAt,
        AllowedOrigins = terms.AllowedOrigins,
        AllowedNetworks = terms.AllowedNetworks,
    }, ContentJson.Options)!.AsObject();

    public static KeyEntitlements Shown(Entitlements entitlements) => new()
    {
        Newsletters = entitlements.Newsletters?.Select(id => id.ToString()).Order(StringComparer.Ordinal).ToList(),
        Tags = entitlements.Tags?.Select(id => id.ToString()).Order(StringComparer.Ordinal).ToList(),
        Regions = entitlements.Regions?.Order(StringComparer.Ordinal).ToList(),
    };
}
