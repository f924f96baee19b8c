namespace Newsletter.Domain;

/// <summary>Identifies an item of any type: a UUIDv7 (RFC 9562), so ids sort by when they were made.</summary>
public readonly record struct ItemId(Guid Value) : IComparable<ItemId>
{
    public static ItemId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>True for the UUIDs that clients may bring: version 7, variant of RFC 9562.</summary>
    public static bool IsValid(Guid value) => value.Version == 7 && (value.Variant & 0xC) == 0x8;

    public int CompareTo(ItemId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}
