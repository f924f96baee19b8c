using BitFaster.Caching.Lru;

namespace Newsletter.Application.Delivery;

/// <summary>
/// What answers to everybody are made of besides the rows that were asked for: items of plain lists, what others include and refer to, what is found
/// on reading, what slugs lead to.
/// All of it is looked at anew when it is used (<see cref="Remembered"/>), so nothing has to be thrown out in time.
/// </summary>
public sealed class PublishedMemory
{
    /// <summary>Some 30 MB when all are taken.</summary>
    private const int Capacity = 10_000;

    private Moment? moment;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Moment = null;
        Documents.Clear();
        Found.Clear();
        Listed.Clear();
        Included.Clear();
        Names.Clear();
        Meant.Clear();
    }

    internal Moment? Moment
    {
        get => Volatile.Read(ref moment);
        set => Volatile.Write(ref moment, value);
    }

    /// <summary>By id; without a document where nothing is published.</summary>
    internal ConcurrentLru<Guid, Remembered<KnownDocument>> Documents { get; } = new(Capacity);

    /// <summary>By the id of an item, what <see cref="FoundOnReading"/> adds to it.</summary>
    internal ConcurrentLru<Guid, Remembered<byte[]>> Found { get; } = new(Capacity);

    /// <summary>By the id of an item, how lists show it.</summary>
    internal ConcurrentLru<Guid, Remembered<RenderedItem>> Listed { get; } = new(Capacity / 4);

    /// <summary>By the id of an item, how it is shown within another that includes it.</summary>
    internal ConcurrentLru<Guid, Remembered<RenderedItem>> Included { get; } = new(Capacity / 4);

    /// <summary>By <see cref="MadeFrom.Slug"/>, the items that a slug or id in a filter means.</summary>
    internal ConcurrentLru<Guid, Remembered<Guid[]>> Names { get; } = new(Capacity / 10);

    /// <summary>By what is searched for, the authors and tags that are meant by it.</summary>
    internal ConcurrentLru<Guid, Remembered<Guid[]>> Meant { get; } = new(Capacity);
}
