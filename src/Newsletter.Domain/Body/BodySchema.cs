namespace Newsletter.Domain.Body;

/// <summary>The JSON Schema of the body, as served.</summary>
public static class BodySchema
{
    public const string Path = "/schemas/body/1.json";

    public static ReadOnlyMemory<byte> Json { get; } = Read();

    private static byte[] Read()
    {
        using var stream = typeof(BodySchema).Assembly.GetManifestResourceStream("body.1.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
