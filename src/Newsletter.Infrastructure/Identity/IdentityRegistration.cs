using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Accounts;
using Newsletter.Infrastructure.Background;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Identity;

/// <summary>Accounts, their sessions, and the keys that protect both.</summary>
internal static class IdentityRegistration
{
    /// <summary>What OWASP asks of PBKDF2 with HMAC-SHA512.</summary>
    private const int HashIterations = 210_000;

    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Newsletter").PersistKeysToDbContext<EditorialDbContext>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>();
        services.AddIdentityCore<Account>(options => options.User.AllowedUserNameCharacters = "").AddUserStore<AccountStore>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.AddOpenIddict().AddCore(core => core.UseEntityFrameworkCore().UseDbContext<EditorialDbContext>().ReplaceDefaultEntities<Guid>());
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<ServerKeys>();
        services.AddScoped<ISessions, Sessions>();
        services.AddScoped<IBrowserSessions, BrowserSessions>();
        services.AddScoped<IClients, Clients>();
        services.AddScoped<SwaggerClient>();
        services.AddWork<AccountUpkeep>();
    }
}
