using Microsoft.Extensions.Logging;
using Newsletter.Application.Media;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Infrastructure.Background;

/// <summary>Removes, every ten minutes, what began to come and never was kept: from the staging folder, and from where the store keeps such.</summary>
internal sealed class StagingSweeper(UploadFolder uploads, IMediaStore store, TimeProvider time, ILogger<StagingSweeper> logger)
    : RepeatedWork("Removing what was uploaded and not kept", TimeSpan.FromMinutes(10), time, logger)
{
    /// <summary>Longer than any link for uploads is good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    protected override Task DoAsync(CancellationToken cancellationToken)
    {
        uploads.Sweep(Time.GetUtcNow());
        return store.SweepStagedAsync(Time.GetUtcNow() - Patience, cancellationToken);
    }
}
