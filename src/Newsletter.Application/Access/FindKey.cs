using Microsoft.EntityFrameworkCore;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Access;

/// <summary>Finds the key that a request brings.</summary>
public sealed class FindKey(IEditorialDb db, TimeProvider time)
{
    public async Task<ApiKey?> ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        var hash = CreateKey.HashOf(text);
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(known => known.Hash == hash, cancellationToken);
        return key is not null && key.IsValidAt(time.GetUtcNow()) ? key : null;
    }
}
