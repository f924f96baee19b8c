using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Newsletter.Application.Access;
using Newsletter.Application.Audit;
using Newsletter.Application.Events;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Application.Preview;
using Newsletter.Application.Revisions;
using Newsletter.Application.Review;
using Newsletter.Application.Schedules;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Infrastructure.Persistence.Configurations;

/// <summary>The editorial tables.</summary>
internal static class EditorialMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<Item>(item =>
        {
            item.ToTable("item", Schemas.Editorial).HasKey(i => i.Id).HasName(UniqueIndexes.ItemId);
            item.Property(i => i.Id).ValueGeneratedNever();
            item.Property(i => i.Content).HasConversion<ContentConverter, ContentComparer>();
            item.Property(i => i.PublishedContent).HasConversion<ContentConverter, ContentComparer>();
            item.Property(i => i.Version).IsConcurrencyToken();
            item.Property(i => i.Slug).HasMaxLength(Domain.Slug.MaxLength);
            item.HasIndex(i => new { i.Type, i.Language, i.Slug }).IsUnique().HasDatabaseName(UniqueIndexes.Slug);
            item.HasIndex(i => new { i.Type, i.SeriesId, i.SerialNumber, i.Language }).IsUnique().HasDatabaseName(UniqueIndexes.SerialNumber)
                .HasFilter("\"Type\" = 'Edition'");
            // References name slugs in any language, and each new slug is looked for among those that readers know.
            item.HasIndex(i => i.Slug);
            item.HasIndex(i => i.PublishedSlug);
            item.HasIndex(i => new { i.Type, i.UpdatedAt, i.Id });
            item.HasIndex(i => i.TranslationGroup);
            item.HasIndex(i => i.CreatedBy);
            item.HasIndex(i => i.RightsExpireAt).HasFilter("\"RightsExpireAt\" IS NOT NULL");
        });
        model.Entity<ItemReference>(reference =>
        {
            reference.ToTable("item_reference", Schemas.Editorial).HasKey(r => new { r.ItemId, r.Ordinal });
            reference.HasOne<Item>().WithMany().HasForeignKey(r => r.ItemId).OnDelete(DeleteBehavior.Cascade);
            reference.HasIndex(r => new { r.TargetId, r.Relation });
        });
        model.Entity<ItemRevision>(revision =>
        {
            revision.ToTable("item_revision", Schemas.Editorial).HasKey(r => new { r.ItemId, r.Number });
            revision.HasOne<Item>().WithMany().HasForeignKey(r => r.ItemId).OnDelete(DeleteBehavior.Cascade);
            revision.Property(r => r.Content).HasConversion<ContentConverter, ContentComparer>();
        });
        model.Entity<ItemComment>(comment =>
        {
            comment.ToTable("item_comment", Schemas.Editorial).HasKey(c => c.Id);
            comment.Property(c => c.Id).ValueGeneratedNever();
            comment.HasOne<Item>().WithMany().HasForeignKey(c => c.ItemId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EditingLease>(lease =>
        {
            lease.ToTable("editing_lease", Schemas.Editorial).HasKey(l => l.ItemId);
            lease.Property(l => l.ItemId).ValueGeneratedNever();
        });
        model.Entity<Schedule>(schedule =>
        {
            schedule.ToTable("schedule", Schemas.Editorial).HasKey(s => s.Id);
            schedule.Property(s => s.Id).ValueGeneratedNever();
            schedule.Property(s => s.TimeZone).HasMaxLength(100);
            schedule.Property(s => s.LocalTime).HasMaxLength(100);
            schedule.Property(s => s.ErrorCode).HasMaxLength(100);
            schedule.HasOne<Item>().WithMany().HasForeignKey(s => s.ItemId).OnDelete(DeleteBehavior.Cascade);
            schedule.HasMany(s => s.Articles).WithOne().HasForeignKey(a => a.ScheduleId).OnDelete(DeleteBehavior.Cascade);
            schedule.HasIndex(s => new { s.State, s.DueAt });
        });
        model.Entity<ScheduledArticle>(article =>
        {
            article.ToTable("schedule_article", Schemas.Editorial).HasKey(a => new { a.ScheduleId, a.ArticleId });
            article.HasIndex(a => a.ArticleId);
        });
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entry", Schemas.Editorial).HasKey(e => e.Id);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.HasIndex(e => new { e.ItemId, e.Id });
            entry.HasIndex(e => new { e.Principal, e.Id });
        });
        model.Entity<EventEntry>(entry =>
        {
            entry.ToTable("event_log", Schemas.Editorial).HasKey(e => e.Id);
            entry.HasIndex(e => e.Sequence).IsUnique();
            entry.HasIndex(e => e.Id).HasFilter("\"Sequence\" IS NULL").HasDatabaseName("ix_event_log_waiting");
            entry.HasIndex(e => new { e.ItemId, e.Sequence });
        });
        model.Entity<EventPosition>(position =>
        {
            position.ToTable("event_log_position", Schemas.Editorial).HasKey(p => p.Id);
            position.Property(p => p.Id).ValueGeneratedNever();
            position.HasData(new EventPosition { Id = 1, Sequence = 0 });
        });
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_key", Schemas.Editorial).HasKey(k => k.Id);
            key.Property(k => k.Id).ValueGeneratedNever();
            key.Property(k => k.Version).IsConcurrencyToken();
            key.Ignore(k => k.Scopes).Ignore(k => k.AllowedOrigins).Ignore(k => k.AllowedNetworks).Ignore(k => k.Entitlements).Ignore(k => k.Terms);
            key.HasIndex(k => k.Hash).IsUnique();
            key.HasIndex(k => k.PreviousHash);
        });
        model.Entity<AccessVersion>(version =>
        {
            version.ToTable("access_version", Schemas.Editorial).HasKey(v => v.Id);
            version.Property(v => v.Id).ValueGeneratedNever();
            version.HasData(new AccessVersion { Id = 1, Version = 0 });
        });
        model.Entity<IdempotentAnswer>(answer =>
        {
            answer.ToTable("idempotent_answer", Schemas.Editorial).HasKey(a => new { a.Principal, a.Key }).HasName(UniqueIndexes.IdempotencyKey);
            answer.HasIndex(a => a.ExpiresAt);
        });
        model.Entity<CheckedRecording>(recording =>
        {
            recording.ToTable("checked_recording", Schemas.Editorial).HasKey(r => r.Key);
            recording.Property(r => r.Key).HasMaxLength(64);
            recording.Property(r => r.Provider).HasMaxLength(40);
            recording.Property(r => r.Address).HasMaxLength(2048);
            recording.Property(r => r.Reason).HasMaxLength(300);
            recording.HasIndex(r => new { r.DueAt, r.Key });
        });
        model.Entity<RecordingUse>(use =>
        {
            use.ToTable("recording_use", Schemas.Editorial).HasKey(u => new { u.Key, u.ItemId });
            use.Property(u => u.Key).HasMaxLength(64);
            use.HasIndex(u => u.ItemId);
        });
        model.Entity<WorkingDocument>(document =>
        {
            document.ToTable("working_document", Schemas.Editorial).HasKey(d => d.Id);
            document.Property(d => d.Id).ValueGeneratedNever();
            document.Property(d => d.Type).HasMaxLength(20);
            document.HasIndex(d => new { d.Type, d.Slug });
        });
        model.Entity<StoredSecret>(secret => secret.ToTable("secret", Schemas.Editorial).HasKey(s => s.Name));
    }

    /// <summary>The content with its type, as one JSON text: no query looks inside, the columns beside it are for that.</summary>
    private sealed class ContentConverter() : ValueConverter<Content, string>(
        content => Encoding.UTF8.GetString(ContentJson.Stored(content)),
        json => JsonSerializer.Deserialize<Content>(json, ContentJson.Options)!);

    /// <summary>Content is immutable, so another instance is another content; the snapshot needs no copy.</summary>
    private sealed class ContentComparer() : ValueComparer<Content>((a, b) => ReferenceEquals(a, b), content => content.GetHashCode(), content => content);
}

/// <summary>A value that all processes share and that must not be guessed.</summary>
internal sealed class StoredSecret
{
    public string Name { get; init; } = "";
    public byte[] Value { get; init; } = [];
}
