using Microsoft.EntityFrameworkCore;
using Newsletter.Api.Accounts;
using Newsletter.Api.Auth;
using Newsletter.Api.Commands;
using Newsletter.Application;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Application.Delivery;
using Newsletter.Application.Exchange;
using Newsletter.Domain.Access;
using Newsletter.Infrastructure;
using Newsletter.Infrastructure.Identity;
using Newsletter.Infrastructure.Mailing;
using Newsletter.Infrastructure.Media;
using Newsletter.Infrastructure.Media.S3;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api;

/// <summary>What happens between building and serving.</summary>
internal static partial class Start
{
    public const string FirstOwner = "owner@localhost";

    /// <returns>False when the program cannot serve; the reason is logged.</returns>
    public static async Task<bool> PrepareAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        if (StartChecks.Refusal(app.Configuration, app.Environment.IsProduction()) is { } unsafeSetting) return Refuse(app, unsafeSetting);
        foreach (var warning in StartChecks.Warnings(app.Configuration)) Log.Unsafe(app.Logger, warning);
        if (Mistake(app) is { } mistake) return Refuse(app, mistake);
        Directory.CreateDirectory(app.Services.GetRequiredService<StorageFolder>().Path);
        if (app.Services.GetRequiredService<ProcessLock>().Take() is { } taken) return Refuse(app, taken);
        if (await app.Services.GetRequiredService<Database>().PrepareAsync(stopping) is { } missing) return Refuse(app, missing);
        // It is made where there is none, which no request could do in the middle of its own transaction on an embedded database.
        _ = app.Services.GetRequiredService<ISigningKey>().Value;
        return true;
    }

    /// <summary>What readers need not wait for: keys, accounts, demo content. All others wait until it is there.</summary>
    public static async Task PrepareEditingAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        await using var scope = app.Services.CreateAsyncScope();
        if (app.Configuration["Bootstrap:Key"] is { Length: > 0 } bootstrap) await scope.ServiceProvider.GetRequiredService<CreateKey>().EnsureAsync(bootstrap, stopping);
        if (app.Services.GetRequiredService<AccountSettings>().Enabled)
        {
            await app.Services.GetRequiredService<ServerKeys>().RenewAsync(stopping);
            await scope.ServiceProvider.GetRequiredService<SwaggerClient>().EnsureAsync(stopping);
        }
        if (await WantsDemoAsync(app, stopping)) await LoadDemoAsync(app, scope.ServiceProvider, stopping);
        app.Services.GetRequiredService<EditingGate>().Open();
    }

    /// <summary>The first reader would wait for it; so it is made while all the rest is.</summary>
    public static Task ReadModelAheadAsync(this WebApplication app) => Task.Run(async () =>
    {
        await using var scope = app.Services.CreateAsyncScope();
        _ = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>().Model;
    });

    /// <summary>In Development, makes an owner's account when there is none yet.</summary>
    /// <returns>Its password.</returns>
    public static async Task<string?> FirstPasswordAsync(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || !app.Services.GetRequiredService<AccountSettings>().Enabled) return null;
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IEditorialDb>().Accounts.AnyAsync(app.Lifetime.ApplicationStopping)) return null;
        var password = PasswordMaker.Make();
        var made = await scope.ServiceProvider.GetRequiredService<CreateAccount>().ExecuteAsync(new() { Email = FirstOwner, Name = "First owner", Role = Scopes.OwnerRole }, password, app.Lifetime.ApplicationStopping);
        return made.Failed ? null : password;
    }

    /// <summary>In Development, makes an owner's key when nobody has any key yet.</summary>
    public static async Task<string?> FirstKeyAsync(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return null;
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IEditorialDb>().ApiKeys.AnyAsync(app.Lifetime.ApplicationStopping)) return null;
        return await scope.ServiceProvider.GetRequiredService<CreateKey>().ExecuteAsync("first key", Scopes.Roles["owner"], null, app.Lifetime.ApplicationStopping, "owner");
    }

    /// <summary>Demo:Enabled decides; left out, the demo is for whoever tries the program on an embedded database. Never over content that is there.</summary>
    private static async Task<bool> WantsDemoAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var wanted = app.Configuration.GetValue<bool?>("Demo:Enabled")
            ?? (app.Environment.IsDevelopment() && app.Services.GetRequiredService<IDatabaseEngine>().LockFile is not null);
        return wanted && await app.Services.GetRequiredService<Database>().IsEmptyAsync(cancellationToken);
    }

    private static async Task LoadDemoAsync(WebApplication app, IServiceProvider services, CancellationToken cancellationToken)
    {
        var observer = new LoggedFailures(app.Logger);
        await services.GetRequiredService<ImportNdjson>().ExecuteAsync(new(DemoCommand.Folder), observer, cancellationToken);
    }

    /// <returns>What is wrong with the settings; null if nothing.</returns>
    private static string? Mistake(WebApplication app) =>
        (app.Configuration["Bootstrap:Key"] is { Length: > 0 } key ? CreateKey.Mistake(key) : null)
        ?? app.Services.GetRequiredService<ProviderSettings>().Mistake() ?? app.Services.GetRequiredService<SmtpSettings>().Mistake() ?? StoreMistake(app)
        ?? (app.Services.GetRequiredService<IMailer>().CanSend && app.Services.GetRequiredService<PublicAddress>().Base.Length == 0
            ? "PublicUrl must be set where Smtp:Host is: mails have links." : null);

    /// <returns>What is wrong with the settings of the store of files; null if nothing.</returns>
    public static string? StoreMistake(WebApplication app) => app.Services.GetRequiredService<MediaSettings>().Mistake(app.Services.GetRequiredService<S3Settings>());

    private static bool Refuse(WebApplication app, string reason)
    {
        Log.CannotServe(app.Logger, reason);
        return false;
    }

    private sealed class LoggedFailures(ILogger logger) : IImportObserver
    {
        public void Moved(ImportProgress progress) { }

        public void Failed(ImportFailure failure) => Log.DemoLine(logger, failure.File, failure.Line, failure.Issue.Pointer, failure.Issue.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "Cannot serve: {Reason}")]
        public static partial void CannotServe(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
        public static partial void Unsafe(ILogger logger, string warning);

        [LoggerMessage(Level = LogLevel.Error, Message = "Demo content, {File}:{Line} {Pointer}: {Reason}")]
        public static partial void DemoLine(ILogger logger, string file, int line, string pointer, string reason);
    }
}
