using Newsletter.Application.Access;
using Newsletter.Application.Delivery;
using Newsletter.Application.Items;
using Newsletter.Domain;

namespace Newsletter.Application.Preview;

/// <summary>How long a link is good; it may be left out.</summary>
public sealed record PreviewLinkRequest
{
    /// <summary>How many hours it is good for, 1 to 2160 (90 days); 168 (a week) if left out.</summary>
    public int? ExpiresInHours { get; init; }
}

/// <summary>A link that was made.</summary>
/// <param name="Link">What it shows, until when.</param>
/// <param name="Url">Where: absolute where PublicUrl is set, else a path from the root.</param>
/// <param name="Token">The part of the address that opens it.</param>
public sealed record MadeLink(PreviewLink Link, string Url, string Token);

/// <summary>Makes a link that shows an item as it stands now to whoever has it, without a key.</summary>
public sealed class CreatePreviewLink(IEditorialDb db, PreviewLinks links, PublicAddress address, Caller caller, TimeProvider time)
{
    private const int UsualHours = 168;
    private const int MostHours = 2160;

    public async Task<Result<MadeLink>> ExecuteAsync(ItemType type, string idOrSlug, PreviewLinkRequest request, CancellationToken cancellationToken)
    {
        if (request.ExpiresInHours is < 1 or > MostHours) return Error.Invalid("/expiresInHours", "out_of_range", "A link is good for 1 to 2160 hours.");
        var expiresAt = time.GetUtcNow().AddHours(request.ExpiresInHours ?? UsualHours);
        if (await db.FindItemAsync(type, idOrSlug, cancellationToken) is not { Status: not ItemStatus.TakenDown } item) return Error.NotFound(ContentShape.Name(type));
        var link = new PreviewLink(item.Id, item.Revision, DateTimeOffset.FromUnixTimeSeconds(expiresAt.ToUnixTimeSeconds()), LinkLimits.Of(caller));
        var token = links.Write(link);
        return new MadeLink(link, $"{address.Base}{PreviewPlane.Root}{Paths.InPlane(type, item.Id)}?{PreviewPlane.TokenName}={token}", token);
    }
}
