using System.Data.Common;

namespace Newsletter.Application.Delivery;

/// <summary>Where the columns of documents stand in the rows of one statement.</summary>
internal sealed class ShownColumns(DbDataReader row)
{
    private readonly int id = TryFind(row, nameof(ShownDocument.Id)) is >= 0 and var own ? own : Find(row, nameof(PublishedReference.FromId));
    private readonly int type = TryFind(row, nameof(ShownDocument.Type));
    private readonly int translationGroup = FindInWhole(row, nameof(ShownDocument.TranslationGroup));
    private readonly int seriesId = FindInWhole(row, nameof(ShownDocument.SeriesId));
    private readonly int serialNumber = TryFind(row, nameof(ShownDocument.SerialNumber));
    private readonly int revision = FindInWhole(row, nameof(ShownDocument.Revision));
    private readonly int publishedAt = Find(row, nameof(ShownDocument.PublishedAt));
    private readonly int updatedAt = TryFind(row, nameof(ShownDocument.UpdatedAt));
    private readonly int visibleFrom = FindInWhole(row, nameof(ShownDocument.VisibleFrom));
    private readonly int visibleUntil = FindInWhole(row, nameof(ShownDocument.VisibleUntil));
    private readonly int breakingUntil = FindInWhole(row, nameof(ShownDocument.BreakingUntil));
    private readonly int summary = FindInWhole(row, nameof(ShownDocument.Summary));

    /// <summary>The one that is no column of a document; what it is called depends on the engine.</summary>
    private readonly int number = Enumerable.Range(0, row.FieldCount).Single(column => typeof(PublishedDocument).GetProperty(row.GetName(column)) is null && row.GetName(column) != nameof(PublishedReference.FromId));
    private readonly int slug = TryFind(row, nameof(ShownDocument.Slug));
    private readonly int title = TryFind(row, nameof(ShownDocument.Title));
    private readonly int language = TryFind(row, nameof(ShownDocument.Language));
    private readonly int path = TryFind(row, nameof(ShownDocument.Path));
    private readonly int sortTitle = TryFind(row, nameof(ShownDocument.SortTitle));
    private readonly int blocks = TryFind(row, nameof(ShownDocument.Blocks));
    private readonly int html = TryFind(row, nameof(ShownDocument.Html));
    private readonly int markdown = TryFind(row, nameof(ShownDocument.Markdown));
    private readonly int text = TryFind(row, nameof(ShownDocument.Text));

    public ShownDocument Read(DbDataReader row, IStatements statements) => type < 0 ? ReadPlace(row, statements) : ReadWhole(row, statements);

    private ShownDocument ReadPlace(DbDataReader row, IStatements statements) => new(row.GetGuid(id), "", Guid.Empty, null, Number(row, serialNumber), 0,
        statements.Instant(row, publishedAt), updatedAt < 0 ? DateTimeOffset.MinValue : statements.Instant(row, updatedAt), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null, null)
    {
        Number = row.GetInt64(number),
        SortTitle = Text(row, sortTitle),
    };

    private ShownDocument ReadWhole(DbDataReader row, IStatements statements) => new(row.GetGuid(id), row.GetString(type), row.GetGuid(translationGroup),
        row.IsDBNull(seriesId) ? null : row.GetGuid(seriesId), Number(row, serialNumber), row.GetInt32(revision),
        statements.Instant(row, publishedAt), statements.Instant(row, updatedAt), statements.Instant(row, visibleFrom), statements.Instant(row, visibleUntil),
        row.IsDBNull(breakingUntil) ? null : statements.Instant(row, breakingUntil), row.GetFieldValue<byte[]>(summary))
    {
        Number = row.GetInt64(number),
        Slug = Text(row, slug),
        Title = Text(row, title),
        Language = Text(row, language),
        Path = Text(row, path),
        SortTitle = Text(row, sortTitle),
        Blocks = Bytes(row, blocks),
        Html = Bytes(row, html),
        Markdown = Bytes(row, markdown),
        Text = Bytes(row, text),
    };

    private static int? Number(DbDataReader row, int column) => column < 0 || row.IsDBNull(column) ? null : row.GetInt32(column);

    private static string Text(DbDataReader row, int column) => column < 0 ? "" : row.GetString(column);

    private static byte[]? Bytes(DbDataReader row, int column) => column < 0 ? null : row.GetFieldValue<byte[]>(column);

    /// <summary>Places in lists have no type, and nothing else that only whole items need.</summary>
    private static int FindInWhole(DbDataReader row, string name) => TryFind(row, nameof(ShownDocument.Type)) < 0 ? -1 : Find(row, name);

    private static int Find(DbDataReader row, string name) => TryFind(row, name) is >= 0 and var column ? column : throw new InvalidOperationException($"A compiled statement has no column {name}.");

    private static int TryFind(DbDataReader row, string name) => Enumerable.Range(0, row.FieldCount).FirstOrDefault(column => row.GetName(column) == name, -1);
}
