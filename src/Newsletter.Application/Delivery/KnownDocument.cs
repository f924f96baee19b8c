namespace Newsletter.Application.Delivery;

/// <summary>What is published under an id, with what is made of it again and again.</summary>
internal sealed class KnownDocument(ShownDocument? document)
{
    private byte[]? stub;
    private byte[]? stubWithLanguage;

    /// <summary>Null where nothing is.</summary>
    public ShownDocument? Document => document;

    /// <param name="make">Makes it from the document, always the same.</param>
    public byte[] Stub(bool withLanguage, Func<ShownDocument, bool, byte[]> make) =>
        withLanguage ? stubWithLanguage ??= make(document!, true) : stub ??= make(document!, false);
}
