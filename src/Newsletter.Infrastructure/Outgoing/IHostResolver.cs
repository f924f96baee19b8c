using System.Net;

namespace Newsletter.Infrastructure.Outgoing;

/// <summary>Finds the addresses of a host.</summary>
public interface IHostResolver
{
    Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken);
}

internal sealed class SystemHostResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken) => await Dns.GetHostAddressesAsync(host, cancellationToken);
}
