using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Access;

/// <summary>The one row that is raised whenever somebody's rights change, so that all processes notice.</summary>
public sealed class AccessVersion
{
    public int Id { get; init; }
    public long Version { get; init; }

    /// <summary>Belongs into the transaction of the change, at its end: the row is locked until then.</summary>
    internal static Task RaiseAsync(IEditorialDb db, CancellationToken cancellationToken) =>
        db.AccessVersion.ExecuteUpdateAsync(row => row.SetProperty(one => one.Version, one => one.Version + 1), cancellationToken);
}
