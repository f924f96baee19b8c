using Newsletter.Application.Access;
using Newsletter.Application.Audit;
using Newsletter.Application.Delivery;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Accounts;

/// <summary>A client that is to be made.</summary>
public sealed record ClientRequest
{
    /// <summary>A UUIDv7 of your own; made if left out.</summary>
    public Guid? Id { get; init; }

    /// <summary>The name that histories show, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>owner, editor, writer, contributor or partner. Nobody gives a role that may do more than he may himself.</summary>
    public required string Role { get; init; }
}

/// <summary>A page of clients.</summary>
public sealed record ClientPage(IReadOnlyList<Client> Clients, int Limit, string? Next);

/// <summary>Makes, reads and deletes the machines that sign in by themselves. No client is limited; who may not do and see all that one may, does not see it.</summary>
public sealed class ManageClients(IEditorialDb db, IClients clients, AuditTrail trail, Caller caller, TimeProvider time)
{
    public const int MaxLimit = 100;

    public async Task<Result<ClientPage>> ListAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var before = parameters.Id("before");
        var limit = parameters.Whole("limit", 1, MaxLimit, 20);
        if (parameters.Finish() is { } refused) return refused;
        var rows = await clients.ListAsync(before, limit + 1, cancellationToken);
        var page = rows.Take(limit).ToList();
        return new ClientPage([.. page.Where(MayManage)], limit, rows.Count > limit ? ListLinks.Url("", path, query, page[^1].Id.ToString(), "before") : null);
    }

    public async Task<Result<Client>> OneAsync(Guid id, CancellationToken cancellationToken) => Seen(await clients.FindAsync(id, cancellationToken));

    public Task<Result<MadeClient>> CreateAsync(ClientRequest request, CancellationToken cancellationToken) => db.InTransactionAsync<MadeClient>(async () =>
    {
        var issues = AccountRequests.Check(null, request.Name, request.Role).ToList();
        if (request.Id is { } own && !ItemId.IsValid(own)) issues.Add(new("/id", "bad_id", "An id is a UUID of version 7 (RFC 9562)."));
        if (issues.Count > 0) return Error.Invalid(issues);
        if (!caller.MayDealWith(request.Role, null)) return AccountErrors.ClientAboveCaller;
        var id = request.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        if (await clients.FindAsync(id, cancellationToken) is not null) return ItemErrors.IdTaken(null);
        trail.NoteClient("clientCreated", id);
        return await clients.CreateAsync(id, request.Name, request.Role, cancellationToken);
    }, cancellationToken);

    public Task<Result<bool>> DeleteAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(() => clients.FindAsync(id, cancellationToken), cancellationToken);

    public Task<Result<bool>> DeleteAsync(string clientId, CancellationToken cancellationToken) => DeleteAsync(() => clients.FindAsync(clientId, cancellationToken), cancellationToken);

    private Task<Result<bool>> DeleteAsync(Func<Task<Client?>> find, CancellationToken cancellationToken) => db.InTransactionAsync<bool>(async () =>
    {
        var found = Seen(await find());
        if (found.Failed) return found.Error;
        if (!await clients.DeleteAsync(found.Value.Id, cancellationToken)) return Error.NotFound("client");
        trail.NoteClient("clientDeleted", found.Value.Id);
        return true;
    }, cancellationToken);

    private Result<Client> Seen(Client? client) => client is not null && MayManage(client) ? client : Error.NotFound("client");

    private bool MayManage(Client client) => caller.MayDealWith(client.Role, null);
}
