using Newsletter.Application.Media;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api.Commands;

/// <summary>What a command needs of the database.</summary>
internal enum Needs
{
    /// <summary>No other process on an embedded database; the tables may be missing yet.</summary>
    Alone,

    /// <summary>The tables. It reads, or writes so little that it may run beside a server.</summary>
    Tables,

    /// <summary>The tables, and no other process on an embedded database.</summary>
    TablesAlone,
}

/// <summary>Runs a command with the program's services and nothing served.</summary>
internal static class Session
{
    public static async Task<int> RunAsync(Needs needs, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var app = Server.Build(["--Logging:LogLevel:Default=Warning"]);
        if (Start.StoreMistake(app) is { } mistake) return await RefuseAsync(mistake);
        if (needs is not Needs.Tables && app.Services.GetRequiredService<ProcessLock>().Take() is { } taken) return await RefuseAsync(taken);
        if (needs is not Needs.Alone && await app.Services.GetRequiredService<Database>().PrepareAsync(cancellationToken) is { } missing) return await RefuseAsync(missing);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            return await work(scope.ServiceProvider);
        }
        catch (MediaStoreException exception)
        {
            return await RefuseAsync($"{exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
}
