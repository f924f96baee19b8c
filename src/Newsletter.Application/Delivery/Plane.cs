using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Delivery;

/// <summary>For whom an answer is made; caches must know.</summary>
public enum Audience
{
    /// <summary>For everybody.</summary>
    Public,

    /// <summary>For callers who see more than everybody, or less.</summary>
    Entitled,

    /// <summary>For those who look at what is not published.</summary>
    Preview,
}

/// <summary>Where addresses begin: those of pages, of this plane, and of files. Empty for paths from the root.</summary>
public sealed record PlaneAddress(string Base, string Plane, string Files);

/// <summary>Has the last word on the documents that an answer is made of.</summary>
internal interface IDocumentFinish
{
    Task<Result<IReadOnlyList<ShownDocument>>> ApplyAsync(IReadOnlyList<ShownDocument> documents, BodyForms forms, Sight sight, CancellationToken cancellationToken);
}

/// <summary>
/// The side that a request reads: what is published, unless it is turned to the working copies. The two share all that reads and shows, so that
/// they cannot drift apart.
/// </summary>
public sealed class Plane(IDeliveryDb delivery, PublicAddress address, PublishedMemory memory, PublishedChanges changes, TimeProvider time)
{
    private IDeliveryDb db = delivery;
    private IDocumentFinish? finish;
    private Reading? reading;
    private Entitlements? limits;
    private bool embargoed;

    internal IDeliveryDb Db => Reading.Db;

    internal PlaneAddress Address { get; private set; } = new(address.Base, address.Base + "/api/v1", address.Base);

    public Audience Audience { get; private set; }

    internal Sight Sight => Reading.Sight;

    /// <summary>The present try to make the answer.</summary>
    internal Reading Reading => reading ??= Begin(false);

    /// <summary>Answers depend on who asks: they are for him alone, and show what he is entitled to.</summary>
    /// <param name="entitlements">What is not within them does not exist.</param>
    /// <param name="seesEmbargoed">Whether what is under embargo is shown too.</param>
    public void ShowTo(Entitlements entitlements, bool seesEmbargoed)
    {
        (Audience, embargoed) = (Audience.Entitled, seesEmbargoed);
        LimitTo(entitlements);
    }

    internal void LimitTo(Entitlements entitlements) => (reading, limits) = (null, entitlements.AreLimited ? entitlements : null);

    /// <summary>Makes an answer from one state of what is published.</summary>
    /// <param name="make">Makes it; is called again where the first try was disturbed by a publication.</param>
    public async ValueTask<T> MakeAsync<T>(Func<ValueTask<T>> make, CancellationToken cancellationToken)
    {
        // Working copies change without a number.
        if (Audience is not Audience.Preview)
        {
            reading = Begin(false);
            var made = await make();
            if (await reading.HoldsTogetherAsync(cancellationToken)) return made;
        }
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        reading = Begin(true);
        var again = await make();
        await reading.HoldsTogetherAsync(cancellationToken);
        return again;
    }

    private Reading Begin(bool isSnapshot) =>
        new(db, Address, new(time.GetUtcNow(), embargoed, Audience is Audience.Preview) { Limits = limits }, isSnapshot, Audience is Audience.Public && changes.Followed is not null ? memory : null, changes);

    internal void TurnTo(IDeliveryDb toDb, PlaneAddress toAddress, IDocumentFinish finishing) =>
        (db, Address, finish, Audience, embargoed) = (toDb, toAddress, finishing, Audience.Preview, true);

    internal async Task<Result<IReadOnlyList<ShownDocument>>> FinishAsync(IReadOnlyList<ShownDocument> documents, BodyForms forms, CancellationToken cancellationToken) =>
        finish is null ? Result.Of(await Reading.ForReaderAsync(documents, cancellationToken)) : await finish.ApplyAsync(documents, forms, Sight, cancellationToken);
}
