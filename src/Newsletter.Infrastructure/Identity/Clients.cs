using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Accounts;
using Newsletter.Infrastructure.Persistence;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;
using OidcApplication = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreApplication<System.Guid>;

namespace Newsletter.Infrastructure.Identity;

/// <summary>Machines are those applications of the embedded OpenID Connect server that have a role.</summary>
internal sealed class Clients(EditorialDbContext db, IOpenIddictApplicationManager applications) : IClients
{
    private const string RoleProperty = "role";

    public async Task<IReadOnlyList<Client>> ListAsync(Guid? before, int count, CancellationToken cancellationToken)
    {
        var machines = db.Set<OidcApplication>().AsNoTracking().Where(one => one.ClientType == ClientTypes.Confidential);
        if (before is { } id) machines = machines.Where(one => one.Id.CompareTo(id) < 0);
        return [.. (await machines.OrderByDescending(one => one.Id).Take(count).ToListAsync(cancellationToken)).Select(ClientOf).OfType<Client>()];
    }

    public async Task<Client?> FindAsync(Guid id, CancellationToken cancellationToken) => ClientOf(await applications.FindByIdAsync(id.ToString(), cancellationToken));

    public async Task<Client?> FindAsync(string clientId, CancellationToken cancellationToken) => ClientOf(await applications.FindByClientIdAsync(clientId, cancellationToken));

    public async Task<MadeClient> CreateAsync(Guid id, string name, string role, CancellationToken cancellationToken)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = "client-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            ClientType = ClientTypes.Confidential,
            DisplayName = name,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        };
        foreach (var scope in Domain.Access.Scopes.Roles[role]) descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
        descriptor.Properties[RoleProperty] = JsonSerializer.SerializeToElement(role);
        var made = new OidcApplication { Id = id };
        await applications.PopulateAsync(made, descriptor, cancellationToken);
        await applications.CreateAsync(made, secret, cancellationToken);
        return new(ClientOf(made)!, secret);
    }

    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.Set<OpenIddictEntityFrameworkCoreToken<Guid>>().Where(token => token.Application!.Id == id).ExecuteDeleteAsync(cancellationToken);
        await db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().Where(session => session.Application!.Id == id).ExecuteDeleteAsync(cancellationToken);
        return await db.Set<OidcApplication>().Where(one => one.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <returns>Null when there is no such application, or it is no machine.</returns>
    private static Client? ClientOf(object? known) => known is OidcApplication { Properties: { } properties } application && JsonDocument.Parse(properties).RootElement.TryGetProperty(RoleProperty, out var role)
        ? new(application.Id, application.ClientId!, application.DisplayName ?? "", role.GetString()!)
        : null;
}
