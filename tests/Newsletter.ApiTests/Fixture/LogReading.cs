using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Delivery;
using Newsletter.Testing;

namespace Newsletter.ApiTests;

internal static class LogReading
{
    /// <summary>Where the publication log stands. Answers tell the number at which they were made, which may be before it.</summary>
    public static async Task<long> SequenceAsync(this TestServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IDeliveryDb>().LogPosition.Select(position => position.Sequence).SingleAsync();
    }
}
