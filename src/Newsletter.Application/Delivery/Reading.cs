using BitFaster.Caching.Lru;
using Microsoft.EntityFrameworkCore;

namespace Newsletter.Application.Delivery;

/// <summary>
/// One try to make an answer, which must show one state of what is published. Outside a snapshot that is found out afterwards: the first statement
/// says where the publication log stood, and so does the last; what was remembered is used where it held at that number. When something was
/// published in between, the try is worth nothing and the answer is made again, in a snapshot.
/// </summary>
internal sealed class Reading(IDeliveryDb db, PlaneAddress address, Sight sight, bool isSnapshot, PublishedMemory? memory, PublishedChanges changes)
{
    private readonly List<Remembered> assumed = [];
    private readonly List<Action<long>> learned = [];
    private bool torn;
    private bool loose;

    public PlaneAddress Address => address;

    public Sight Sight => sight;

    /// <summary>The number of the log at which all is read; null before the first statement.</summary>
    public long? Number { get; private set; }

    /// <summary>Whether what is read is what everybody sees, and may be remembered.</summary>
    public bool Remembers => memory is not null;

    /// <summary>Null before it was asked for.</summary>
    public Moment? Moment { get; private set; }

    /// <summary>For statements that do not say a number. They do for the first only in a snapshot.</summary>
    public IDeliveryDb Db
    {
        get
        {
            ReachedUnknown();
            return db;
        }
    }

    /// <summary>For statements whose rows say the number, to be given to <see cref="Reached(long)"/>.</summary>
    public IDeliveryDb NumberedDb => db;

    public void Reached(long number)
    {
        torn |= Number is { } before && before != number;
        Number ??= number;
        torn |= assumed.Exists(one => !one.HoldsAt(number, sight.Now, changes));
        assumed.Clear();
    }

    /// <summary>The number that the rows of a statement say.</summary>
    public void Reached(List<ShownDocument> rows)
    {
        if (rows.Count > 0) Reached(rows[0].Number);
        else ReachedUnknown();
    }

    /// <summary>These items as a whole, seen or not, as far as they are published.</summary>
    public async Task<List<ShownDocument>> WholeAsync(List<Guid> ids, BodyForms forms, CancellationToken cancellationToken)
    {
        var found = await db.Documents.Where(document => ids.Contains(document.Id)).Whole(db, forms).ToListAsync(cancellationToken);
        Reached(found);
        return found;
    }

    /// <summary>A statement had no rows that could say the number.</summary>
    private void ReachedUnknown()
    {
        loose = true;
        torn |= Number is null && !isSnapshot;
    }

    /// <summary>The same try for another time.</summary>
    public Reading At(Sight other)
    {
        loose = true;
        return new(db, address, other, true, null, changes) { Number = Number };
    }

    /// <summary>Whether this try cannot become an answer; what it returns is not looked at then.</summary>
    public bool GivesUp() => !isSnapshot && (torn = true);

    public async Task<Moment> MomentAsync(CancellationToken cancellationToken)
    {
        if (Moment is not null) return Moment;
        if (Number is { } number && memory?.Moment is { } known && known.HoldsAt(number, sight.Now)) return Moment = known;
        var moment = Moment = await Delivery.Moment.AtAsync(db, sight.Now, cancellationToken);
        Reached(moment.Sequence);
        if (memory is not null) learned.Add(_ => memory.Moment = moment);
        return moment;
    }

    /// <summary>What is remembered, if it holds here.</summary>
    public Remembered<T>? Recall<T>(Func<PublishedMemory, ConcurrentLru<Guid, Remembered<T>>> where, Guid key) =>
        memory is not null && where(memory).TryGet(key, out var known) && Holds(known!) ? known : null;

    /// <summary>Whether something remembered holds here. Before the first statement that is checked again after it.</summary>
    public bool Holds(Remembered known)
    {
        if ((Number ?? changes.Followed) is not { } number || !known.HoldsAt(number, sight.Now, changes)) return false;
        if (Number is null && isSnapshot) return false;
        if (Number is null) assumed.Add(known);
        return true;
    }

    /// <summary>Remembers what was read, once it is known to be of one state.</summary>
    /// <param name="until">From when on time makes it different.</param>
    public void Learn<T>(Func<PublishedMemory, ConcurrentLru<Guid, Remembered<T>>> where, Guid key, T value, MadeFrom from, DateTimeOffset? until = null)
    {
        if (memory is null) return;
        Learn(number => where(memory).AddOrUpdate(key, new(value, from, number, until is null ? DateTimeOffset.MinValue : sight.Now, until ?? DateTimeOffset.MaxValue)));
    }

    /// <param name="learn">Remembers what is the same for all readers; is given the number at which it was read.</param>
    public void Learn(Action<long> learn) => learned.Add(learn);

    /// <summary>Whether all that was read was of one state.</summary>
    public async Task<bool> HoldsTogetherAsync(CancellationToken cancellationToken)
    {
        if (!isSnapshot && (torn || (loose && await db.LogPosition.Select(position => position.Sequence).SingleAsync(cancellationToken) != Number))) return false;
        if (Number is { } number) learned.ForEach(learn => learn(number));
        return true;
    }
}
