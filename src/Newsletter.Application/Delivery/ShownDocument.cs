namespace Newsletter.Application.Delivery;

/// <summary>The columns of a document that an answer needs.</summary>
internal sealed record ShownDocument(Guid Id, string Type, Guid TranslationGroup, Guid? SeriesId, int? SerialNumber, int Revision,
    DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt, DateTimeOffset VisibleFrom, DateTimeOffset VisibleUntil, DateTimeOffset? BreakingUntil, byte[]? Summary)
{
    /// <summary>What stubs tell of it; empty for what is shown as a whole, whose <see cref="Summary"/> holds it.</summary>
    public string Slug { get; init; } = "";
    public string Title { get; init; } = "";
    public string Language { get; init; } = "";
    public string Path { get; init; } = "";

    /// <summary>Empty where nothing is sorted by it.</summary>
    public string SortTitle { get; init; } = "";

    /// <summary>Bodies are null unless they were asked for.</summary>
    public byte[]? Blocks { get; init; }
    public byte[]? Html { get; init; }
    public byte[]? Markdown { get; init; }
    public byte[]? Text { get; init; }

    /// <summary>The number of the publication log at which it was read.</summary>
    public long Number { get; init; }

    public StoredBodies Bodies => new(Blocks, Html, Markdown, Text);

    public string SurrogateKey => field ??= SurrogateKeys.Of(Type, Id);
}

/// <summary>What of a document is read besides what every answer needs.</summary>
[Flags]
internal enum Extras
{
    None = 0,

    /// <summary>What stubs tell of it.</summary>
    Names = 1,

    /// <summary>What sorts it among others by title.</summary>
    SortTitle = 2,
}

internal static class ShownDocuments
{
    /// <summary>Selects the columns for items that are shown as a whole; forms of the body that are not wanted are not read.</summary>
    public static IQueryable<ShownDocument> Whole(this IQueryable<PublishedDocument> documents, IDeliveryDb db, BodyForms forms, Extras extras = Extras.Names)
    {
        var (blocks, html, markdown, text) = (forms.HasFlag(BodyForms.Blocks), forms.HasFlag(BodyForms.Html), forms.HasFlag(BodyForms.Markdown), forms.HasFlag(BodyForms.Text));
        var (names, sortTitle) = (extras.HasFlag(Extras.Names), extras.HasFlag(Extras.SortTitle));
        return documents.Select(d => new ShownDocument(d.Id, d.Type, d.TranslationGroup, d.SeriesId, d.SerialNumber, d.Revision,
            d.PublishedAt, d.UpdatedAt, d.VisibleFrom, d.VisibleUntil, d.BreakingUntil, d.Summary)
        {
            Number = db.LogPosition.Max(position => position.Sequence),
            Slug = names ? d.Slug : "",
            Title = names ? d.Title : "",
            Language = names ? d.Language : "",
            Path = names ? d.Path : "",
            SortTitle = sortTitle ? d.SortTitle : "",
            Blocks = blocks ? d.Blocks : null,
            Html = html ? d.Html : null,
            Markdown = markdown ? d.Markdown : null,
            Text = text ? d.Text : null,
        });
    }

    /// <summary>Selects the columns that tell where items stand in a list of this order, for items that are remembered. Those of lists by time are all in an index.</summary>
    public static IQueryable<ShownDocument> Places(this IQueryable<PublishedDocument> documents, IDeliveryDb db, Paging order)
    {
        var (updated, number, title) = (order.IsByUpdate, order.IsByNumber, order.IsByTitle);
        return documents.Select(d => new ShownDocument(d.Id, "", Guid.Empty, null, number ? d.SerialNumber : null, 0, d.PublishedAt, updated ? d.UpdatedAt : DateTimeOffset.MinValue,
            DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null, null)
        {
            Number = db.LogPosition.Max(position => position.Sequence),
            SortTitle = title ? d.SortTitle : "",
        });
    }

    /// <summary>The same for lists by time of what refers to something.</summary>
    public static IQueryable<ShownDocument> Places(this IQueryable<PublishedReference> references, IDeliveryDb db) =>
        references.Select(r => new ShownDocument(r.FromId, "", Guid.Empty, null, null, 0, r.PublishedAt, DateTimeOffset.MinValue, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null, null)
        {
            Number = db.LogPosition.Max(position => position.Sequence),
        });

    /// <summary>Selects the columns for references: all get a stub, some their whole document.</summary>
    public static IQueryable<ShownDocument> Referred(this IQueryable<PublishedDocument> documents, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<Guid> whole) =>
        documents.Where(d => ids.Contains(d.Id)).Select(d => new ShownDocument(d.Id, d.Type, d.TranslationGroup, d.SeriesId, d.SerialNumber, d.Revision,
            d.PublishedAt, d.UpdatedAt, d.VisibleFrom, d.VisibleUntil, d.BreakingUntil, whole.Contains(d.Id) ? d.Summary : null)
        {
            Slug = d.Slug,
            Title = d.Title,
            Language = d.Language,
            Path = d.Path,
        });
}
