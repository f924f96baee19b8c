namespace Newsletter.Application.Delivery;

/// <summary>The columns of a document that an answer needs. Bodies are null unless they were asked for.</summary>
internal sealed record ShownDocument(Guid Id, string Type, string Slug, string Title, string Language, string Path, Guid TranslationGroup, Guid? SeriesId, int? SerialNumber, int Revision,
    DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt, DateTimeOffset VisibleFrom, DateTimeOffset VisibleUntil, DateTimeOffset? BreakingUntil, string SortTitle, byte[]? Summary)
{
    public byte[]? Blocks { get; init; }
    public byte[]? Html { get; init; }
    public byte[]? Markdown { get; init; }
    public byte[]? Text { get; init; }

    /// <summary>The number of the publication log at which it was read.</summary>
    public long Number { get; init; }

    public StoredBodies Bodies => new(Blocks, Html, Markdown, Text);

    public string SurrogateKey => field ??= $"{Type}-{Id:N}";
}

internal static class ShownDocuments
{
    /// <summary>Selects the columns for items that are shown as a whole; forms of the body that are not wanted are not read.</summary>
    public static IQueryable<ShownDocument> Whole(this IQueryable<PublishedDocument> documents, IDeliveryDb db, BodyForms forms)
    {
        var (blocks, html, markdown, text) = (forms.HasFlag(BodyForms.Blocks), forms.HasFlag(BodyForms.Html), forms.HasFlag(BodyForms.Markdown), forms.HasFlag(BodyForms.Text));
        if (forms == BodyForms.None) return documents.Select(d => new ShownDocument(d.Id, d.Type, d.Slug, d.Title, d.Language, d.Path, d.TranslationGroup, d.SeriesId, d.SerialNumber, d.Revision,
            d.PublishedAt, d.UpdatedAt, d.VisibleFrom, d.VisibleUntil, d.BreakingUntil, d.SortTitle, d.Summary)
        {
            Number = db.LogPosition.Max(position => position.Sequence),
        });
        return documents.Select(d => new ShownDocument(d.Id, d.Type, d.Slug, d.Title, d.Language, d.Path, d.TranslationGroup, d.SeriesId, d.SerialNumber, d.Revision,
            d.PublishedAt, d.UpdatedAt, d.VisibleFrom, d.VisibleUntil, d.BreakingUntil, d.SortTitle, d.Summary)
        {
            Number = db.LogPosition.Max(position => position.Sequence),
            Blocks = blocks ? d.Blocks : null,
            Html = html ? d.Html : null,
            Markdown = markdown ? d.Markdown : null,
            Text = text ? d.Text : null,
        });
    }

    /// <summary>Selects the columns for references: all get a stub, some their whole document.</summary>
    public static IQueryable<ShownDocument> Referred(this IQueryable<PublishedDocument> documents, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<Guid> whole) =>
        documents.Where(d => ids.Contains(d.Id)).Select(d => new ShownDocument(d.Id, d.Type, d.Slug, d.Title, d.Language, d.Path, d.TranslationGroup, d.SeriesId, d.SerialNumber, d.Revision,
            d.PublishedAt, d.UpdatedAt, d.VisibleFrom, d.VisibleUntil, d.BreakingUntil, d.SortTitle, whole.Contains(d.Id) ? d.Summary : null));
}
