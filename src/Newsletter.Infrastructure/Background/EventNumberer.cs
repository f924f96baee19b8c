using Microsoft.Extensions.Logging;
using Newsletter.Application.Events;

namespace Newsletter.Infrastructure.Background;

/// <summary>Numbers the events that nobody asked for, so that who asks next need not wait for all of them.</summary>
internal sealed class EventNumberer(IEventNumbers numbers, TimeProvider time, ILogger<EventNumberer> logger)
    : RepeatedWork("Numbering events", TimeSpan.FromSeconds(10), time, logger)
{
    protected override Task DoAsync(CancellationToken cancellationToken) => numbers.AssignAsync(cancellationToken);
}
