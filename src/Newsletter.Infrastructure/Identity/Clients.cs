using System.Security.Cryptography;
using System.Text.Json;
using Newsletter.Application.Delivery;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Newsletter.Infrastructure.Identity;

/// <summary>A machine that signs in by itself.</summary>
public sealed record Client(Guid Id, string Name, string Role)
{
    public IReadOnlyList<string> Scopes => Domain.Access.Scopes.Roles[Role];
}

/// <summary>The programs that ask the embedded OpenID Connect server for tokens.</summary>
public sealed class Clients(IOpenIddictApplicationManager applications, PublicAddress address)
{
    public const string Swagger = "swagger-ui";

    private const string RoleProperty = "role";
    private const string SwaggerReturn = "/swagger/oauth2-redirect.html";
    private const string SwaggerEnd = "/swagger";

    /// <summary>On this machine Swagger UI may be served on any port (RFC 8252, section 7.3); elsewhere it is where PublicUrl says.</summary>
    private static readonly string[] ThisMachine = ["http://localhost", "http://127.0.0.1", "http://[::1]"];

    public async Task EnsureSwaggerAsync(CancellationToken cancellationToken)
    {
        var wanted = new OpenIddictApplicationDescriptor
        {
            ClientId = Swagger,
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
            wanted.RedirectUris.Add(new(origin + SwaggerReturn));
            wanted.PostLogoutRedirectUris.Add(new(origin + SwaggerEnd));
        }
        if (await applications.FindByClientIdAsync(Swagger, cancellationToken) is not { } known) await applications.CreateAsync(wanted, cancellationToken);
        else await UpdateAsync(known, wanted, cancellationToken);
    }

    /// <summary>Makes a client for a machine (client credentials).</summary>
    /// <returns>Its id and its secret, which is shown this once.</returns>
    public async Task<(string Id, string Secret)> CreateAsync(string name, string role, CancellationToken cancellationToken)
    {
        var id = "client-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = name,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        };
        foreach (var scope in Domain.Access.Scopes.Roles[role]) descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
        descriptor.Properties[RoleProperty] = JsonSerializer.SerializeToElement(role);
        await applications.CreateAsync(descriptor, cancellationToken);
        return (id, secret);
    }

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (id == Swagger || await applications.FindByClientIdAsync(id, cancellationToken) is not { } known) return false;
        await applications.DeleteAsync(known, cancellationToken);
        return true;
    }

    public async Task<Client?> FindAsync(string clientId, CancellationToken cancellationToken) => await ClientAsync(await applications.FindByClientIdAsync(clientId, cancellationToken), cancellationToken);

    public async Task<Client?> FindAsync(Guid id, CancellationToken cancellationToken) => await ClientAsync(await applications.FindByIdAsync(id.ToString(), cancellationToken), cancellationToken);

    /// <returns>Null when there is no such client, or it is no machine.</returns>
    private async Task<Client?> ClientAsync(object? known, CancellationToken cancellationToken) =>
        known is not null && (await applications.GetPropertiesAsync(known, cancellationToken)).TryGetValue(RoleProperty, out var role)
            ? new(Guid.Parse((await applications.GetIdAsync(known, cancellationToken))!), await applications.GetDisplayNameAsync(known, cancellationToken) ?? "", role.GetString()!)
            : null;

    private async Task UpdateAsync(object known, OpenIddictApplicationDescriptor wanted, CancellationToken cancellationToken)
    {
        var present = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(present, known, cancellationToken);
        if (present.RedirectUris.SetEquals(wanted.RedirectUris) && present.PostLogoutRedirectUris.SetEquals(wanted.PostLogoutRedirectUris) && present.Permissions.SetEquals(wanted.Permissions)) return;
        await applications.UpdateAsync(known, wanted, cancellationToken);
    }
}
