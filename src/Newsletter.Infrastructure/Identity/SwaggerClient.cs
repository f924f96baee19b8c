using Newsletter.Application.Delivery;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Newsletter.Infrastructure.Identity;

/// <summary>Swagger UI, as a program that people sign in with.</summary>
public sealed class SwaggerClient(IOpenIddictApplicationManager applications, PublicAddress address)
{
    public const string Id = "swagger-ui";

    private const string Return = "/swagger/oauth2-redirect.html";
    private const string End = "/swagger";

    /// <summary>On this machine Swagger UI may be served on any port (RFC 8252, section 7.3); elsewhere it is where PublicUrl says.</summary>
    private static readonly string[] ThisMachine = ["http://localhost", "http://127.0.0.1", "http://[::1]"];

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var wanted = new OpenIddictApplicationDescriptor
        {
            ClientId = Id,
            ClientType = ClientTypes.Public,
            ApplicationType = ApplicationTypes.Native,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Swagger UI",
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var scope in Domain.Access.Scopes.All) wanted.Permissions.Add(Permissions.Prefixes.Scope + scope);
        foreach (var origin in address.Base.Length > 0 ? ThisMachine.Append(address.Base) : ThisMachine)
        {
            wanted.RedirectUris.Add(new(origin + Return));
            wanted.PostLogoutRedirectUris.Add(new(origin + End));
        }
        if (await applications.FindByClientIdAsync(Id, cancellationToken) is not { } known) await applications.CreateAsync(wanted, cancellationToken);
        else await UpdateAsync(known, wanted, cancellationToken);
    }

    private async Task UpdateAsync(object known, OpenIddictApplicationDescriptor wanted, CancellationToken cancellationToken)
    {
        var present = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(present, known, cancellationToken);
        if (present.RedirectUris.SetEquals(wanted.RedirectUris) && present.PostLogoutRedirectUris.SetEquals(wanted.PostLogoutRedirectUris) && present.Permissions.SetEquals(wanted.Permissions)) return;
        await applications.UpdateAsync(known, wanted, cancellationToken);
    }
}
