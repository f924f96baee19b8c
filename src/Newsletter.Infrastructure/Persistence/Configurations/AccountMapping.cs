using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Accounts;
using OpenIddict.EntityFrameworkCore.Models;

namespace Newsletter.Infrastructure.Persistence.Configurations;

/// <summary>The tables of accounts, of what they are signed in with, and of the keys that protect it.</summary>
internal static class AccountMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.ToTable("account", Schemas.Editorial).HasKey(a => a.Id).HasName(UniqueIndexes.AccountId);
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName(UniqueIndexes.AccountEmail);
            account.HasIndex(a => a.Role);
            account.Ignore(a => a.Newsletters);
            // What Identity would do with telephones and confirmations is not done here.
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.EmailConfirmed).Ignore(a => a.NormalizedEmail).Ignore(a => a.LockoutEnabled);
        });
        model.UseOpenIddict<Guid>();
        model.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("oidc_application", Schemas.Editorial);
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("oidc_authorization", Schemas.Editorial);
        model.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("oidc_scope", Schemas.Editorial);
        model.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("oidc_token", Schemas.Editorial);
        model.Entity<DataProtectionKey>().ToTable("data_protection_key", Schemas.Editorial);
    }
}
