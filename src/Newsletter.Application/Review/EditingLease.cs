using Newsletter.Domain;

namespace Newsletter.Application.Review;

/// <summary>"Being edited by": a warning that ends by itself. It never blocks, because If-Match decides.</summary>
public sealed class EditingLease
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    public ItemId ItemId { get; init; }
    public Guid Holder { get; set; }
    public string HolderName { get; set; } = "";
    public DateTimeOffset Until { get; set; }
}
