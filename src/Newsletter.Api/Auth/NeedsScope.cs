using Newsletter.Domain.Access;

namespace Newsletter.Api.Auth;

/// <summary>What an operation takes: any one of these scopes.</summary>
internal sealed record NeedsScope(params IReadOnlyList<string> Scopes);

internal static class ScopePolicies
{
    /// <summary>Who may read working copies: everybody who works on them. content:read is for what is published, so a partner's key sees no draft.</summary>
    public static NeedsScope Read { get; } = new(Scopes.ContentWrite, Scopes.ContentReview, Scopes.ContentPublish, Scopes.ContentTakedown);

    public static NeedsScope Preview { get; } = new(Scopes.PreviewRead);

    /// <summary>Who may give links to others.</summary>
    public static NeedsScope Share { get; } = new(Scopes.PreviewRead, Scopes.ContentWrite);

    public static NeedsScope Write { get; } = new(Scopes.ContentWrite);
    public static NeedsScope Publish { get; } = new(Scopes.ContentPublish);
    public static NeedsScope Review { get; } = new(Scopes.ContentReview);
    public static NeedsScope Takedown { get; } = new(Scopes.ContentTakedown);
    public static NeedsScope Audit { get; } = new(Scopes.AuditRead);
    public static NeedsScope Keys { get; } = new(Scopes.KeysManage);
    public static NeedsScope Users { get; } = new(Scopes.UsersManage);

    /// <summary>Whoever may do anything at all.</summary>
    public static NeedsScope Any { get; } = new([.. Scopes.All]);

    public static NeedsScope Media { get; } = new(Scopes.MediaWrite);

    public static TBuilder Needs<TBuilder>(this TBuilder builder, NeedsScope needs) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(needs).RequireAuthorization(policy => policy.AddAuthenticationSchemes(BearerTokens.Scheme)
            .RequireAuthenticatedUser().RequireClaim(BearerTokens.ScopeClaim, needs.Scopes));
}
