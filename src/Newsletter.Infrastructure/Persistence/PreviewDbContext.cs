using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;
using Newsletter.Application.Preview;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>Reads working copies as if they were published: what is published, with the documents and references of working copies laid over it.</summary>
public sealed class PreviewDbContext(DbContextOptions<PreviewDbContext> options, IDatabaseEngine engine) : ReadingDbContext(options, engine), IPreviewDb
{
    private Guid? maker;

    public void KeepWorkToItsMaker(Guid maker) => this.maker = maker;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var documents = modelBuilder.Entity<PublishedDocument>();
        var published = documents.Metadata;
        var hasSchemas = published.GetSchema() is not null;
        var working = Table(Schemas.Editorial, "working_document");
        var references = Table(Schemas.Editorial, "item_reference");
        var columns = string.Join(", ", published.GetProperties().Select(property => $"\"{property.GetColumnName()}\""));

        documents.ToSqlQuery($"""
            select {columns} from {working}
            union all
            select {columns} from {Table(Schemas.Delivery, "published_document")} p where not exists (select 1 from {working} w where w."Id" = p."Id")
            """);
        modelBuilder.Entity<Work>().HasNoKey().ToSqlQuery($"""select i."Id", i."CreatedBy" from {Table(Schemas.Editorial, "item")} i where exists (select 1 from {working} w where w."Id" = i."Id")""");
        documents.HasQueryFilter(document => maker == null || document.Type == "media" || !Set<Work>().Any(work => work.Id == document.Id && work.CreatedBy != maker));
        modelBuilder.Entity<PublishedReference>().ToSqlQuery($"""
            select r."ItemId" as "FromId", w."Type" as "FromType", w."PublishedAt", w."VisibleFrom", w."VisibleUntil", r."Ordinal", r."Relation", r."TargetId" as "ToId", lower(r."TargetType") as "ToType"
            from {references} r join {working} w on w."Id" = r."ItemId"
            where not exists (select 1 from {references} e where e."ItemId" = r."ItemId" and e."Relation" = r."Relation" and e."TargetId" = r."TargetId" and e."Ordinal" < r."Ordinal")
            union all
            select p."FromId", p."FromType", p."PublishedAt", p."VisibleFrom", p."VisibleUntil", p."Ordinal", p."Relation", p."ToId", p."ToType"
            from {Table(Schemas.Delivery, "published_reference")} p where not exists (select 1 from {working} w where w."Id" = p."FromId")
            """);

        string Table(string schema, string name) => hasSchemas ? $"\"{schema}\".\"{name}\"" : $"\"{name}\"";
    }

    /// <summary>Whose a working copy is.</summary>
    private sealed class Work
    {
        public Guid Id { get; init; }
        public Guid CreatedBy { get; init; }
    }
}
