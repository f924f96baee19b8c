using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Accounts;
using Newsletter.Infrastructure.Persistence;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Newsletter.Infrastructure.Identity;

/// <summary>
/// A browser is an authorization without a program, which the cookie names; those that its programs get name it in turn. Without tokens it is
/// forgotten by the upkeep, long after the cookie.
/// </summary>
internal sealed class BrowserSessions(EditorialDbContext db, IOpenIddictApplicationManager applications, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens, TimeProvider time) : IBrowserSessions
{
    private const string BrowserProperty = "browser";

    public Task<Guid> BeginAsync(Guid account, CancellationToken cancellationToken) => CreateAsync(new() { Subject = account.ToString() }, cancellationToken);

    public async Task<Guid> BeginAsync(Guid account, Guid browser, string client, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        var application = await applications.FindByClientIdAsync(client, cancellationToken) ?? throw new InvalidOperationException("The client was deleted just now.");
        var descriptor = new OpenIddictAuthorizationDescriptor { Subject = account.ToString(), ApplicationId = await applications.GetIdAsync(application, cancellationToken) };
        descriptor.Scopes.UnionWith(scopes);
        descriptor.Properties[BrowserProperty] = JsonSerializer.SerializeToElement(browser);
        return await CreateAsync(descriptor, cancellationToken);
    }

    public Task<bool> IsOpenAsync(Guid account, Guid browser, CancellationToken cancellationToken)
    {
        var subject = account.ToString();
        return db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().AnyAsync(one => one.Id == browser && one.Subject == subject && one.Status == Statuses.Valid, cancellationToken);
    }

    public async Task EndAsync(Guid account, Guid browser, CancellationToken cancellationToken)
    {
        var (subject, named) = (account.ToString(), browser.ToString());
        var ids = await db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>()
            .Where(one => one.Subject == subject && one.Status == Statuses.Valid && (one.Id == browser || one.Properties!.Contains(named))).Select(one => one.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            await tokens.RevokeByAuthorizationIdAsync(id.ToString(), cancellationToken);
            if (await authorizations.FindByIdAsync(id.ToString(), cancellationToken) is { } found) await authorizations.TryRevokeAsync(found, cancellationToken);
        }
    }

    private async Task<Guid> CreateAsync(OpenIddictAuthorizationDescriptor descriptor, CancellationToken cancellationToken)
    {
        (descriptor.Type, descriptor.Status, descriptor.CreationDate) = (AuthorizationTypes.AdHoc, Statuses.Valid, time.GetUtcNow());
        return Guid.Parse((await authorizations.GetIdAsync(await authorizations.CreateAsync(descriptor, cancellationToken), cancellationToken))!);
    }
}
