using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Audit;

/// <summary>Notes who looked at personal data, or took it along, and what was done to keys and accounts. Changes of items need no note: every save leaves its entry by itself.</summary>
public sealed class AuditTrail(IEditorialDb db, Caller caller, TimeProvider time)
{
    /// <summary>To be called before anything is handed out: an access that cannot be noted does not take place.</summary>
    /// <param name="action">What was done, as the audit trail names it.</param>
    public async Task NoteAccessAsync(string action, CancellationToken cancellationToken)
    {
        var noted = await db.InTransactionAsync<bool>(() =>
        {
            Note(action, null, null, null);
            return Task.FromResult<Result<bool>>(true);
        }, cancellationToken);
        if (noted.Failed) throw new InvalidOperationException($"The access could not be noted: {noted.Error.Code}.");
    }

    /// <summary>Goes with the change of a key into the transaction that is open.</summary>
    internal void NoteKey(string action, ApiKey key) => Note(action, "apiKey", key.Id, key.Version);

    /// <summary>Goes with what happens to an account into the save that follows.</summary>
    internal void NoteUser(string action, Account account) => Note(action, "user", account.Id, account.Version);

    /// <summary>Goes with what happens to a client into the save that follows.</summary>
    internal void NoteClient(string action, Guid client) => Note(action, "client", client, null);

    private void Note(string action, string? type, Guid? id, int? version)
    {
        var now = time.GetUtcNow();
        db.Audit.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Principal = caller.Principal,
            PrincipalName = caller.Name,
            Action = action,
            Reason = caller.Reason,
            ItemType = type,
            ItemId = id,
            Version = version,
        });
    }
}
