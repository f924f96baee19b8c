using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Background;

/// <summary>Follows the publication log and makes the renditions of the pictures that it shows. What is missed while the program is down is made when it is first asked for.</summary>
internal sealed partial class RenditionsAhead(IServiceScopeFactory scopes, KeptRenditions renditions, ILogger<RenditionsAhead> logger)
    : RepeatedWork("Following the publication log for renditions", TimeSpan.FromSeconds(1), TimeProvider.System, logger)
{
    private long? followed;

    protected override async Task DoAsync(CancellationToken cancellationToken)
    {
        (followed, var files) = await NewAsync(cancellationToken);
        foreach (var file in files) await MakeAsync(file, cancellationToken);
    }

    /// <returns>Where it has come to, and the files that are new there.</returns>
    private async Task<(long, IReadOnlyList<string>)> NewAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DeliveryDbContext>();
        var at = await db.LogPosition.Select(position => position.Sequence).SingleAsync(cancellationToken);
        if (followed is null || followed == at) return (at, []);
        return (at, await db.Log.Where(entry => entry.Sequence > followed && entry.Sequence <= at)
            .Join(db.Documents.Where(document => document.Type == "media" && document.MediaFile != null), entry => entry.ItemId, document => document.Id, (_, document) => document.MediaFile!)
            .Distinct().ToListAsync(cancellationToken));
    }

    private async Task MakeAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await renditions.MakeAllAsync(JsonSerializer.Deserialize<MediaFile>(file, ContentJson.Options)!, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.CannotMake(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Renditions of a picture could not be made ahead.")]
        public static partial void CannotMake(ILogger logger, Exception exception);
    }
}
