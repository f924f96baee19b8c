using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Infrastructure.Background;

/// <summary>Removes answers that nobody can ask for with their idempotency key any more.</summary>
internal sealed class AnswerSweeper(IDbContextFactory<EditorialDbContext> contexts, TimeProvider time, ILogger<AnswerSweeper> logger)
    : RepeatedWork("Removing answers whose idempotency keys have expired", TimeSpan.FromHours(1), time, logger)
{
    protected override async Task DoAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Time.GetUtcNow();
        await db.IdempotentAnswers.Where(answer => answer.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }
}
