namespace Newsletter.Domain.Access;

/// <summary>What a caller may do. Roles are bundles of these.</summary>
public static class Scopes
{
    private const string Contributor = "contributor";

    public const string ContentRead = "content:read";
    public const string EmbargoRead = "embargo:read";
    public const string PreviewRead = "preview:read";
    public const string ContentWrite = "content:write";
    public const string ContentReview = "content:review";
    public const string ContentPublish = "content:publish";
    public const string ContentTakedown = "content:takedown";
    public const string MediaWrite = "media:write";
    public const string SubscribersRead = "subscribers:read";
    public const string SubscribersWrite = "subscribers:write";
    public const string SendsSend = "sends:send";
    public const string WebhooksManage = "webhooks:manage";
    public const string KeysManage = "keys:manage";
    public const string UsersManage = "users:manage";
    public const string AuditRead = "audit:read";

    /// <summary>The role that may do everything; somebody always has it.</summary>
    public const string OwnerRole = "owner";

    public static IReadOnlyList<string> All { get; } =
    [
        ContentRead, EmbargoRead, PreviewRead, ContentWrite, ContentReview, ContentPublish, ContentTakedown, MediaWrite,
        SubscribersRead, SubscribersWrite, SendsSend, WebhooksManage, KeysManage, UsersManage, AuditRead,
    ];

    /// <summary>The bundles by role name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [OwnerRole] = All,
        ["editor"] = [ContentRead, EmbargoRead, PreviewRead, ContentWrite, ContentReview, ContentPublish, ContentTakedown, MediaWrite, SendsSend, AuditRead],
        ["writer"] = [ContentRead, PreviewRead, ContentWrite, MediaWrite],
        [Contributor] = [ContentRead, ContentWrite],
        ["partner"] = [ContentRead],
    };

    /// <summary>Whether who has these roles works on what he made himself and on nothing else: a contributor to whom no other role gives more to write.</summary>
    public static bool OwnOnly(IReadOnlyCollection<string> roles) => roles.Contains(Contributor) && !roles.Any(role => role != Contributor && Roles[role].Contains(ContentWrite));
}
