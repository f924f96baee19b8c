using System.Security.Claims;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;

namespace Newsletter.Api.Auth;

/// <summary>The tokens of the embedded server. What the bearer may do is what the token says and the role still has.</summary>
internal sealed class EmbeddedTokens(ListAccounts accounts, IClients clients) : ITokenSource
{
    /// <summary>Stands in the tokens that machines got for themselves.</summary>
    public const string MachineClaim = "machine";

    public string Scheme => OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;

    public async Task<CallerIdentity?> CallerAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(principal.GetClaim(OpenIddictConstants.Claims.Subject), out var id)) return null;
        var granted = principal.GetScopes();
        if (principal.HasClaim(MachineClaim)) return await clients.FindAsync(id, cancellationToken) is { } client ? new(CallerKind.Client, id, client.Name, [.. client.Scopes.Intersect(granted)], [client.Role]) : null;
        return await accounts.FindAsync(id, cancellationToken) is { Disabled: false } account ? account.Identity([.. account.Scopes.Intersect(granted)]) : null;
    }
}
