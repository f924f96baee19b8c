using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Api.Management;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Domain;

namespace Newsletter.Api.Accounts;

/// <summary>Who may sign in, with which role, and where he is signed in.</summary>
internal static class UserEndpoints
{
    public const string Path = "/manage/v1/users";

    public static void MapUsers(this IEndpointRouteBuilder management)
    {
        var users = management.MapGroup("/users").WithTags("Users").Filtered<PlainRequests>();
        users.MapGet("", ListAsync).WithMetadata(new TakesParameters(), new UserParameters()).Describe("listUsers", "Lists the accounts, in the order in which they were made")
            .Needs(ScopePolicies.Users).Produces<UsersAnswer>().ProducesProblems(400, 401, 403, 406);
        users.MapPost("", InviteAsync).Idempotent().Describe("inviteUser", "Makes an account and invites its owner by mail to set a password; without a mail server, the answer has the link, once")
            .Needs(ScopePolicies.Users).Accepts<UserInvitation>("application/json").Produces<InvitedUserAnswer>(201).ProducesProblems(400, 401, 403, 406, 409, 413, 415, 422);
        users.MapGet("/me", Me).Describe("readMe", "Tells who the caller is and what he may do").Needs(ScopePolicies.Any).Produces<MeAnswer>().ProducesProblems(400, 401, 403, 406);

        var user = users.MapGroup("/{id:guid}");
        user.MapGet("", async Task<IResult> (Guid id, ListAccounts accounts, CancellationToken aborted) =>
            await accounts.FindSeenAsync(id, aborted) is { } account ? Answer(account) : new ProblemResult(Error.NotFound("user")))
            .Describe("readUser", "Reads an account").Needs(ScopePolicies.Users).Produces<UserAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        user.MapPatch("", PatchAsync).Describe("patchUser", "Changes the role, the limits, the name or the state of an account (JSON Merge Patch, RFC 7396). Another role and disabling end all sessions at once")
            .Needs(ScopePolicies.Users).Accepts<UserChange>("application/merge-patch+json", "application/json").Produces<UserAnswer>().ProducesProblems(400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428);
        user.MapDelete("", async Task<IResult> (Guid id, HttpRequest request, ChangeAccount change) =>
        {
            var version = request.ExpectedVersion();
            if (version.Failed) return new ProblemResult(version.Error);
            return Gone(await change.DeleteAsync(id, version.Value, request.HttpContext.RequestAborted));
        }).Describe("deleteUser", "Deletes an account and ends its sessions; what it did stays in the histories").Needs(ScopePolicies.Users).Deletes().ProducesProblems(406);
        user.MapPost("/reset-link", LinkAsync).Idempotent().Describe("linkUser", "Sends a link by which a new password is set, or the invitation again; without a mail server, the answer has the link, once")
            .Needs(ScopePolicies.Users).Produces<UserLinkAnswer>(201).ProducesProblems(400, 401, 403, 404, 406, 409, 413, 415, 422);

        user.MapGet("/sessions", async Task<IResult> (Guid id, ListAccounts accounts, ISessions sessions, CancellationToken aborted) =>
            await accounts.FindSeenAsync(id, aborted) is null ? new ProblemResult(Error.NotFound("user"))
                : ManagementAnswer.Json(200, new { data = await sessions.ListAsync(id, aborted), meta = new { } }))
            .Describe("listUserSessions", "Lists where an account is signed in, the newest first").Needs(ScopePolicies.Users).Produces<SessionsAnswer>().ProducesProblems(400, 401, 403, 404, 406);
        user.MapDelete("/sessions", async Task<IResult> (Guid id, ChangeAccount change, CancellationToken aborted) => Gone(await change.EndSessionsAsync(id, null, aborted)))
            .Describe("endUserSessions", "Ends all sessions of an account, within a second").Needs(ScopePolicies.Users).Produces(204).ProducesProblems(400, 401, 403, 404, 406);
        user.MapDelete("/sessions/{session:guid}", async Task<IResult> (Guid id, Guid session, ChangeAccount change, CancellationToken aborted) => Gone(await change.EndSessionsAsync(id, session, aborted)))
            .Describe("endUserSession", "Ends one session of an account and signs its browsers out, so that none begins another").Needs(ScopePolicies.Users).Produces(204).ProducesProblems(400, 401, 403, 404, 406);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ListAccounts list)
    {
        var page = await list.ExecuteAsync(request.Path, request.Parameters(), request.HttpContext.RequestAborted);
        return page.Failed ? new ProblemResult(page.Error) : ManagementAnswer.Page(page.Value.Accounts.Select(UserShape.Of), page.Value.Limit, page.Value.Next);
    }

    private static async Task<IResult> InviteAsync(HttpRequest request, CreateAccount create, AccountLinks links)
    {
        var body = await Terms.BodyAsync<UserInvitation>(request, optional: false);
        if (body.Failed) return new ProblemResult(body.Error);
        var made = await create.ExecuteAsync(body.Value, null, request.HttpContext.RequestAborted);
        if (made.Failed) return new ProblemResult(made.Error);
        var account = made.Value;
        var link = links.Send(account);
        return new ManagementAnswer(201, Body(link)) { Kept = Body(link with { Url = null }), ETag = ManagementAnswer.ETagOf(account.Version), Location = $"{Path}/{account.Id}" };

        byte[] Body(GivenLink shown) => ManagementAnswer.Json(201, new { data = UserShape.Of(account), meta = new { invitation = UserLink.Of(shown) } }).Body;
    }

    private static async Task<IResult> LinkAsync(Guid id, HttpRequest request, ChangeAccount change)
    {
        var none = await Terms.NoneAsync(request);
        if (none.Failed) return new ProblemResult(none.Error);
        var made = await change.LinkAsync(id, request.HttpContext.RequestAborted);
        return made.Failed ? new ProblemResult(made.Error) : new ManagementAnswer(201, Body(made.Value)) { Kept = Body(made.Value with { Url = null }) };

        static byte[] Body(GivenLink shown) => ManagementAnswer.Json(201, new { data = UserLink.Of(shown), meta = new { } }).Body;
    }

    private static async Task<IResult> PatchAsync(Guid id, HttpRequest request, ChangeAccount change)
    {
        var version = request.ExpectedVersion();
        if (version.Failed) return new ProblemResult(version.Error);
        var body = await Terms.PatchAsync<UserChange>(request);
        if (body.Failed) return new ProblemResult(body.Error);
        var changed = await change.ExecuteAsync(id, version.Value, body.Value.Fields, body.Value.Given, request.HttpContext.RequestAborted);
        return changed.Failed ? new ProblemResult(changed.Error) : Answer(changed.Value);
    }

    private static ManagementAnswer Me(Caller caller) => ManagementAnswer.Json(200, new { data = MeShape.Of(caller), meta = new { } });

    private static ManagementAnswer Answer(Account account) =>
        new(200, ManagementAnswer.Json(200, new { data = UserShape.Of(account), meta = new { } }).Body) { ETag = ManagementAnswer.ETagOf(account.Version) };

    private static IResult Gone(Result<bool> done) => done.Failed ? new ProblemResult(done.Error) : new ManagementAnswer(204, []);
}

/// <summary>Marks the operation whose parameters are those of the accounts.</summary>
internal sealed class UserParameters;
