using System.Security.Cryptography;
using Newsletter.Application.Delivery;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Newsletter.Infrastructure.Identity;

/// <summary>A machine that signs in by itself.</summary>
public sealed record Client(Guid Id, string Name, IReadOnlyList<string> Scopes);

/// <summary>The programs that ask the embedded OpenID Connect server for tokens.</summary>
public sealed class Clients(IOpenIddictApplicationManager applications, PublicAddress address)
{
    public const string Swagger = "swagger-ui";

    private const string SwaggerReturn = "/swagger/oauth2-redirect.html";

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
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var scope in Domain.Access.Scopes.All) wanted.Permissions.Add(Permissions.Prefixes.Scope + scope);
        foreach (var origin in address.Base.Length > 0 ? ThisMachine.Append(address.Base) : ThisMachine) wanted.RedirectUris.Add(new(origin + SwaggerReturn));
        if (await applications.FindByClientIdAsync(Swagger, cancellationToken) is not { } known) await applications.CreateAsync(wanted, cancellationToken);
        else await UpdateAsync(known, wanted, cancellationToken);
    }

    /// <summary>Makes a client for a machine (client credentials).</summary>
    /// <returns>Its id and its secret, which is shown this once.</returns>
    public async Task<(string Id, string Secret)> CreateAsync(string name, IEnumerable<string> scopes, CancellationToken cancellationToken)
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
        foreach (var scope in scopes) descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
        await applications.CreateAsync(descriptor, cancellationToken);
        return (id, secret);
    }

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (id == Swagger || await applications.FindByClientIdAsync(id, cancellationToken) is not { } known) return false;
        await applications.DeleteAsync(known, cancellationToken);
        return true;
    }

    public async Task<Client?> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(clientId, cancellationToken) is not { } known) return null;
        var scopes = (await applications.GetPermissionsAsync(known, cancellationToken)).Where(permission => permission.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal));
        return new(Guid.Parse((await applications.GetIdAsync(known, cancellationToken))!), await applications.GetDisplayNameAsync(known, cancellationToken) ?? "",
            [.. scopes.Select(scope => scope[Permissions.Prefixes.Scope.Length..])]);
    }

    /// <returns>Null when the client is gone.</returns>
    public async Task<string?> NameAsync(Guid id, CancellationToken cancellationToken) =>
        await applications.FindByIdAsync(id.ToString(), cancellationToken) is { } known ? await applications.GetDisplayNameAsync(known, cancellationToken) ?? "" : null;

    private async Task UpdateAsync(object known, OpenIddictApplicationDescriptor wanted, CancellationToken cancellationToken)
    {
        var present = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(present, known, cancellationToken);
        if (present.RedirectUris.SetEquals(wanted.RedirectUris) && present.Permissions.SetEquals(wanted.Permissions)) return;
        await applications.UpdateAsync(known, wanted, cancellationToken);
    }
}
