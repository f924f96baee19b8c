using Newsletter.Domain;

namespace Newsletter.Application.Exchange;

/// <summary>Where the import of a line stands.</summary>
public enum LineState
{
    Pending,
    Done,

    /// <summary>Sound in itself, and refers to lines that are not done.</summary>
    Waiting,

    /// <summary>Waits for nothing any more but for others that are ready.</summary>
    Ready,

    Failed,
}

/// <summary>A line of an import: the item it is about and where it stands in its file.</summary>
/// <param name="Publishes">Whether readers see the item after the import.</param>
/// <param name="Existed">Whether the item was there before the import.</param>
public sealed record IndexedLine(ItemType Type, int Number, long Offset, int Length, ItemId Id, string Slug, string Language, bool Publishes, bool Existed, LineState State)
{
    /// <summary>A reference to it can be kept, whatever becomes of the line.</summary>
    public bool CanBeReferredTo => Existed || State is not LineState.Failed;
}

/// <summary>A reference that leads to a line that failed.</summary>
public sealed record BrokenReference(ItemType Type, int Number, string Pointer, ItemType TargetType, string IdOrSlug);

/// <summary>
/// What an import must know of all its lines at once. It is kept on disk, so that memory does not grow with the files, and gone after disposal.
/// </summary>
public interface IImportIndex : IDisposable
{
    long Count { get; }

    /// <returns>The earlier line with this id, or this type, language and slug; null when the line was added.</returns>
    IndexedLine? Add(IndexedLine line);

    /// <summary>Lines of a type in this state, in the order of the file.</summary>
    IReadOnlyList<IndexedLine> Take(ItemType type, LineState state, int afterNumber, int limit);

    IndexedLine? Find(ItemId id);

    /// <summary>The lines with this slug, in the order of the file.</summary>
    IReadOnlyList<IndexedLine> Find(ItemType type, string slug);

    void Mark(IReadOnlyList<IndexedLine> lines, LineState state);

    /// <summary>Notes that a waiting line cannot do without another line.</summary>
    void Require(IndexedLine line, string pointer, string idOrSlug, ItemId target);

    /// <summary>Fails waiting and ready lines that refer to failed ones. To be called until nothing comes back.</summary>
    IReadOnlyList<BrokenReference> Break(int limit);

    /// <summary>Makes ready what waits, directly or over others, for no pending line.</summary>
    /// <returns>How many lines.</returns>
    int Release();
}

/// <summary>Makes the index of an import.</summary>
public interface IImportIndexes
{
    IImportIndex Create();
}
