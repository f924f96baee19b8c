using Newsletter.Application.Access;
using Newsletter.Infrastructure;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api;

/// <summary>What happens between building and serving.</summary>
internal static partial class Start
{
    /// <returns>False when the program cannot serve; the reason is logged.</returns>
    public static async Task<bool> PrepareAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        var log = app.Logger;
        Directory.CreateDirectory(app.Services.GetRequiredService<StorageFolder>().Path);
        if (await app.Services.GetRequiredService<Database>().PrepareAsync(stopping) is { } missing)
        {
            Log.CannotServe(log, missing);
            return false;
        }
        await using var scope = app.Services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<CreateKey>();
        if (app.Configuration["Bootstrap:Key"] is { Length: > 0 } bootstrap && await keys.EnsureAsync(bootstrap, stopping) is { } refused)
        {
            Log.CannotServe(log, refused.Message);
            return false;
        }
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "Cannot serve: {Reason}")]
        public static partial void CannotServe(ILogger logger, string reason);
    }
}
