using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery;

namespace Newsletter.Infrastructure.Persistence.Configurations;

/// <summary>The delivery tables. Both contexts map them: one writes at publication, the other reads.</summary>
internal static class DeliveryMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<PublishedDocument>(document =>
        {
            document.ToTable("published_document", Schemas.Delivery).HasKey(d => d.Id);
            document.Property(d => d.Id).ValueGeneratedNever();
            document.Property(d => d.Type).HasMaxLength(20);
            document.HasIndex(d => new { d.Type, d.Slug, d.FirstPublishedAt, d.Id });
            // By time, which is asked for most, places are found in the index alone; for that the times between which something is seen stand behind.
            document.HasIndex(d => new { d.Type, d.PublishedAt, d.Id, d.VisibleFrom, d.VisibleUntil }).IsDescending(false, true, true, false, false).HasDatabaseName("IX_published_document_ByTime");
            document.HasIndex(d => new { d.SeriesId, d.Type, d.PublishedAt, d.Id, d.VisibleFrom, d.VisibleUntil }).IsDescending(false, false, true, true, false, false).HasDatabaseName("IX_published_document_ByTimeOfSeries");
            document.HasIndex(d => new { d.Type, d.SeriesId, d.SerialNumber });
            // Each order of lists, so that no page is sorted; that by number is an expression, which migrations make.
            document.HasIndex(d => new { d.Type, d.SortTitle, d.Id });
            document.HasIndex(d => new { d.Type, d.UpdatedAt, d.Id });
            document.HasIndex(d => d.TranslationGroup);
            document.HasIndex(d => d.VisibleFrom);
            document.HasIndex(d => d.VisibleUntil);
            document.HasIndex(d => d.BreakingUntil);
        });
        model.Entity<PublishedReference>(reference =>
        {
            reference.ToTable("published_reference", Schemas.Delivery).HasKey(r => new { r.FromId, r.Ordinal });
            reference.Property(r => r.FromType).HasMaxLength(20);
            // The same for what refers to something.
            reference.HasIndex(r => new { r.ToId, r.Relation, r.FromType, r.PublishedAt, r.FromId, r.VisibleFrom, r.VisibleUntil }).IsDescending(false, false, false, true, true, false, false).HasDatabaseName("IX_published_reference_Leading");
        });
        model.Entity<RetiredSlug>(slug => slug.ToTable("retired_slug", Schemas.Delivery).HasKey(s => new { s.Type, s.Slug, s.Language }));
        model.Entity<TakenDownDocument>(gone =>
        {
            gone.ToTable("taken_down_document", Schemas.Delivery).HasKey(g => g.Id);
            gone.Property(g => g.Id).ValueGeneratedNever();
            gone.HasIndex(g => new { g.Type, g.Slug });
        });
        model.Entity<LogEntry>(entry =>
        {
            entry.ToTable("publication_log", Schemas.Delivery).HasKey(e => e.Sequence);
            entry.Property(e => e.Sequence).ValueGeneratedNever();
            entry.HasIndex(e => new { e.ItemId, e.Sequence });
        });
        model.Entity<LogPosition>(position =>
        {
            position.ToTable("publication_log_position", Schemas.Delivery).HasKey(p => p.Id);
            position.Property(p => p.Id).ValueGeneratedNever();
            position.HasData(new LogPosition { Id = 1, Sequence = 0, At = DateTimeOffset.UnixEpoch });
        });
    }
}
