namespace Newsletter.Domain;

/// <summary>What can be done to an item.</summary>
public sealed partial class Item
{
    public static Item Create(ItemId id, string slug, string language, ItemId? translates, Content content, DateTimeOffset now)
    {
        var item = new Item
        {
            Id = id,
            Type = content.Type,
            Slug = slug,
            Language = language,
            TranslationGroup = translates ?? id,
            Status = ItemStatus.Draft,
            Revision = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
        item.SetContent(content);
        return item;
    }

    /// <summary>Replaces the working copy. Saving what is there already changes nothing.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Edit(string slug, string language, ItemId? translates, Content content, DateTimeOffset now)
    {
        var group = translates ?? Id;
        if (slug == Slug && language == Language && group == TranslationGroup && ContentJson.AreEqual(content, Content)) return false;
        if (PublishedRevision == Revision) PublishedContent = Content;
        (Slug, Language, TranslationGroup) = (slug, language, group);
        SetContent(content);
        Revision++;
        lastAction = null;
        // An approval holds for what was approved.
        if (Status is ItemStatus.Approved) Status = IsPublished ? ItemStatus.Published : ItemStatus.Draft;
        Changed(now);
        return true;
    }

    /// <summary>Makes the working copy what readers see, or an older version of it; then the working copy keeps what was edited since.</summary>
    public void Publish(DateTimeOffset? embargoUntil, DateTimeOffset? expiresAt, DateTimeOffset now, DateTimeOffset? publishedAt = null, ItemVersion? version = null)
    {
        var shown = version is null ? this : AsOf(version);
        PublishedAt = publishedAt ?? (IsPublished ? PublishedAt : null) ?? now;
        Status = ItemStatus.Published;
        PublishedRevision = shown.Revision;
        PublishedContent = shown.Revision == Revision ? null : shown.Content;
        PublishedSlug = shown.Slug;
        PublishedLanguage = shown.Language;
        FirstPublishedAt ??= PublishedAt;
        EmbargoUntil = embargoUntil;
        ExpiresAt = expiresAt;
        lastAction = WorkflowAction.Publish;
        Changed(now);
    }

    /// <summary>Adds a correction to what readers see and to the working copy, and publishes nothing else.</summary>
    /// <param name="seen">What readers see, where the working copy has gone on since.</param>
    /// <returns>What readers see from now on; null when it is the working copy.</returns>
    public Result<ItemVersion?> Correct(Correction correction, ItemVersion? seen, DateTimeOffset now)
    {
        if (Step(WorkflowAction.Correct, now) is { } illegal) return illegal;
        if (seen is not null) seen = seen with { Revision = ++Revision, Content = Corrected(seen.Content, correction) };
        SetContent(Corrected(Content, correction));
        Revision++;
        (PublishedRevision, PublishedContent) = (seen?.Revision ?? Revision, seen?.Content);
        return Result.Of(seen);
    }

    /// <summary>
    /// The item as if this version were its working copy. Corrections belong to the item and not to a version, so those made since are in it.
    /// It is for looking at; the database does not know it.
    /// </summary>
    public Item AsOf(ItemVersion version)
    {
        var item = (Item)MemberwiseClone();
        (item.Revision, item.Slug, item.Language, item.TranslationGroup) = (version.Revision, version.Slug, version.Language, version.TranslationGroup);
        item.SetContent((version.Content, Content) is (ICorrectable older, ICorrectable present)
            ? older.With([.. older.Corrections.Union(present.Corrections).OrderBy(correction => correction.At)])
            : version.Content);
        return item;
    }

    /// <summary>Ends the wait for a publication: back to where it was, except that an approval holds for what was approved.</summary>
    /// <param name="before">The status before it was scheduled.</param>
    /// <param name="revision">The revision that was scheduled.</param>
    public Error? Unschedule(ItemStatus before, int revision, DateTimeOffset now)
    {
        if (Step(WorkflowAction.Unschedule, now) is { } illegal) return illegal;
        Status = before is ItemStatus.Approved && revision != Revision ? IsPublished ? ItemStatus.Published : ItemStatus.Draft : before;
        return null;
    }

    /// <summary>Notes that something was planned or called off that leaves the status as it is.</summary>
    public void Planned(WorkflowAction action, DateTimeOffset now)
    {
        lastAction = action;
        Changed(now);
    }

    /// <summary>Takes a step of the <see cref="Workflow"/>; publishing has a method of its own.</summary>
    public Error? Step(WorkflowAction action, DateTimeOffset now)
    {
        var next = Workflow.Next(Status, action, IsPublished);
        if (next.Failed) return next.Error;
        Status = next.Value;
        lastAction = action;
        if (Status is ItemStatus.Unpublished or ItemStatus.TakenDown) (PublishedRevision, PublishedContent) = (null, null);
        Changed(now);
        return null;
    }

    /// <summary>Removes it from readers for good, with a public reason; inside it is kept.</summary>
    public Error? TakeDown(string reason, string publicReason, DateTimeOffset now)
    {
        if (Step(WorkflowAction.Takedown, now) is { } illegal) return illegal;
        (TakedownReason, TakedownPublicReason, TakenDownAt) = (reason, publicReason, now);
        return null;
    }

    /// <summary>Ends a takedown; readers see it again when it is published again.</summary>
    public Error? Reinstate(DateTimeOffset now)
    {
        if (Step(WorkflowAction.Reinstate, now) is { } illegal) return illegal;
        (TakedownReason, TakedownPublicReason, TakenDownAt) = (null, null, null);
        return null;
    }

    /// <summary>Notes that something changed that belongs to it and stands elsewhere.</summary>
    public void Touch(DateTimeOffset now) => Changed(now);

    /// <summary>Histories have told what was done; what comes next is told anew.</summary>
    public void Recorded() => lastAction = null;

    public void Assign(string? assignee, DateTimeOffset now)
    {
        Assignee = assignee;
        Changed(now);
    }

    /// <summary>Restores dates that an import brings along.</summary>
    public void SetDates(DateTimeOffset? createdAt, DateTimeOffset? updatedAt, DateTimeOffset? firstPublishedAt)
    {
        CreatedAt = createdAt ?? CreatedAt;
        UpdatedAt = updatedAt ?? UpdatedAt;
        FirstPublishedAt = firstPublishedAt ?? FirstPublishedAt;
    }

    private void SetContent(Content content)
    {
        Content = content;
        (Title, SearchTitle) = (content.Title, content.Title.ToLowerInvariant());
        (Kind, SeriesId, SerialNumber, Day) = (content.KindName, content.Series?.Id, content.SerialNumber, content.Day);
        RightsExpireAt = (content as Media.MediaAsset)?.Rights?.ExpiresAt;
    }

    private static Content Corrected(Content content, Correction correction)
    {
        var correctable = (ICorrectable)content;
        return correctable.With([.. correctable.Corrections, correction]);
    }

    private void Changed(DateTimeOffset now) => UpdatedAt = now;
}
