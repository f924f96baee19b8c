using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Api.Management;
using Newsletter.Application.Accounts;

namespace Newsletter.Api.Accounts;

/// <summary>Machines that sign in by themselves. The secret of one is shown once, when it is made.</summary>
internal static class ClientEndpoints
{
    public const string Path = "/manage/v1/clients";

    public static void MapClients(this IEndpointRouteBuilder management)
    {
        var clients = management.MapGroup("/clients").WithTags("Clients").Filtered<PlainRequests>();
        clients.MapGet("", ListAsync).WithMetadata(new TakesParameters(), new ClientParameters()).Describe("listClients", "Lists the machines that sign in by themselves, the newest first")
            .Needs(ScopePolicies.Keys).Produces<ClientsAnswer>().ProducesProblems(400, 401, 403, 406);
        clients.MapPost("", CreateAsync).Idempotent().Describe("createClient", "Makes a client (OAuth 2.0 client credentials) and shows its secret, once; an answer that is repeated for an Idempotency-Key has null in its place")
            .Needs(ScopePolicies.Keys).Accepts<ClientRequest>("application/json").Produces<MadeClientAnswer>(201).ProducesProblems(400, 401, 403, 406, 409, 413, 415, 422);
        clients.MapGet("/{id:guid}", ReadAsync).Describe("readClient", "Reads what is known of a client").Needs(ScopePolicies.Keys).Produces<ClientAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        clients.MapDelete("/{id:guid}", DeleteAsync).Describe("deleteClient", "Deletes a client; its tokens are refused from then on, and what it did stays in the histories")
            .Needs(ScopePolicies.Keys).Produces(204).ProducesProblems(400, 401, 403, 404, 406);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ManageClients clients)
    {
        var page = await clients.ListAsync(request.Path, request.Parameters(), request.HttpContext.RequestAborted);
        return page.Failed ? new ProblemResult(page.Error) : ManagementAnswer.Page(page.Value.Clients.Select(ClientShape.Of), page.Value.Limit, page.Value.Next);
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ManageClients clients)
    {
        var body = await Terms.BodyAsync<ClientRequest>(request, optional: false);
        if (body.Failed) return new ProblemResult(body.Error);
        var made = await clients.CreateAsync(body.Value, request.HttpContext.RequestAborted);
        if (made.Failed) return new ProblemResult(made.Error);
        var (client, secret) = made.Value;
        return new ManagementAnswer(201, Body(secret)) { Kept = Body(null), Location = $"{Path}/{client.Id}" };

        byte[] Body(string? shown) => ManagementAnswer.Json(201, new { data = new MadeClientShape(shown, ClientShape.Of(client)), meta = new { } }).Body;
    }

    private static async Task<IResult> ReadAsync(Guid id, ManageClients clients, CancellationToken aborted)
    {
        var client = await clients.OneAsync(id, aborted);
        return client.Failed ? new ProblemResult(client.Error) : ManagementAnswer.Json(200, new { data = ClientShape.Of(client.Value), meta = new { } });
    }

    private static async Task<IResult> DeleteAsync(Guid id, ManageClients clients, CancellationToken aborted)
    {
        var deleted = await clients.DeleteAsync(id, aborted);
        return deleted.Failed ? new ProblemResult(deleted.Error) : new ManagementAnswer(204, []);
    }
}

/// <summary>Marks the operation whose parameters are those of the clients.</summary>
internal sealed class ClientParameters;

/// <summary>A page of clients.</summary>
internal sealed record ClientsAnswer(IReadOnlyList<ClientShape> Data, PagePlace Page, ManagementMeta Meta);

/// <summary>What is known of a client.</summary>
internal sealed record ClientAnswer(ClientShape Data, ManagementMeta Meta);

/// <summary>A client that was made.</summary>
internal sealed record MadeClientAnswer(MadeClientShape Data, ManagementMeta Meta);

/// <summary>The secret of a client and what is known of it.</summary>
/// <param name="Secret">What it sends to /connect/token as client_secret. It is shown in this answer and never again: null where the answer is repeated for an Idempotency-Key; make another client if it was lost.</param>
/// <param name="Client">What is known of it.</param>
internal sealed record MadeClientShape(string? Secret, ClientShape Client);

/// <summary>What is known of a client. Its secret is not among it: only its hash is kept.</summary>
internal sealed record ClientShape
{
    public required Guid Id { get; init; }

    /// <summary>What it sends to /connect/token as client_id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The name that histories show.</summary>
    public required string Name { get; init; }

    /// <summary>The bundle that its scopes are.</summary>
    public required string Role { get; init; }

    /// <summary>What it may ask for in a token.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public static ClientShape Of(Client client) => new() { Id = client.Id, ClientId = client.ClientId, Name = client.Name, Role = client.Role, Scopes = client.Scopes };
}
