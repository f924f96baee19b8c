using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Application.Preview;

/// <summary>What the maker of a link was limited to when he made it. The link shows no more.</summary>
/// <param name="Own">Whose items alone it shows as they stand; null where the maker was not held to his own.</param>
public sealed record LinkLimits(Entitlements Entitlements, Guid? Own)
{
    public static LinkLimits Of(Caller caller) => new(caller.Entitlements, caller.OwnOnly ? caller.Principal : null);

    internal void Write(BinaryWriter writer)
    {
        Write(writer, Own is { } own ? new HashSet<Guid> { own } : null, WriteId);
        Write(writer, Entitlements.Newsletters, WriteId);
        Write(writer, Entitlements.Tags, WriteId);
        Write(writer, Entitlements.Regions, (to, code) => to.Write(code));
    }

    internal static LinkLimits Read(BinaryReader reader)
    {
        var own = Read(reader, ReadId)?.Single();
        return new(new(Read(reader, ReadId), Read(reader, ReadId), Read(reader, from => from.ReadString())), own);
    }

    /// <summary>The number of values and one more, so that no limit differs from a limit to nothing.</summary>
    private static void Write<T>(BinaryWriter writer, IReadOnlySet<T>? values, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(values is null ? 0 : values.Count + 1);
        foreach (var value in values ?? new HashSet<T>()) write(writer, value);
    }

    private static HashSet<T>? Read<T>(BinaryReader reader, Func<BinaryReader, T> read) =>
        reader.Read7BitEncodedInt() is > 0 and var counted ? Enumerable.Range(1, counted - 1).Select(_ => read(reader)).ToHashSet() : null;

    private static void WriteId(BinaryWriter writer, Guid id) => writer.Write(id.ToByteArray());

    private static Guid ReadId(BinaryReader reader) => new(reader.ReadBytes(16));
}
