namespace Newsletter.Api.Accounts;

/// <summary>Where signing in leads to: what asked for it, and never to another site.</summary>
internal static class ReturnAddress
{
    public const string Parameter = "returnUrl";

    /// <summary>The address if it is one of ours that asks for signing in; else the page of the account.</summary>
    public static string Of(string? given) =>
        given is not null && given.StartsWith(EmbeddedServer.AuthorizePath + "?", StringComparison.Ordinal) && !given.Any(char.IsControl) ? given : ProfilePages.Path;
}
