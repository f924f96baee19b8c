using Newsletter.Domain.Articles;
using Newsletter.Domain.Tags;

namespace Newsletter.UnitTests.Items;

public sealed class ItemTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_item_begins_as_a_draft_in_a_group_of_its_own()
    {
        var item = New();
        Assert.Equal((ItemStatus.Draft, 1, null, false), (item.Status, item.Revision, item.PublishedRevision, item.HasUnpublishedChanges));
        Assert.Equal(item.Id, item.TranslationGroup);
    }

    [Fact]
    public void Saving_what_is_there_changes_nothing()
    {
        var item = New();
        Assert.False(item.Edit("one", "en", null, new Tag { Title = "One", Synonyms = ["a"] }, Now.AddHours(1)));
        Assert.Equal((1, Now), (item.Revision, item.UpdatedAt));
    }

    [Fact]
    public void An_edit_after_publication_keeps_what_readers_see()
    {
        var item = New();
        item.Publish(null, null, Now);
        Assert.True(item.Edit("two", "en", null, new Tag { Title = "Two" }, Now));
        Assert.True(item.Edit("three", "en", null, new Tag { Title = "Three" }, Now));
        Assert.Equal(("One", "one", true), (item.PublishedContent!.Title, item.PublishedSlug, item.HasUnpublishedChanges));
        item.Publish(null, null, Now.AddDays(1));
        Assert.Equal((null, "three", false, 3), (item.PublishedContent, item.PublishedSlug, item.HasUnpublishedChanges, item.PublishedRevision));
        Assert.Equal((Now, Now, Now.AddDays(1)), (item.FirstPublishedAt, item.PublishedAt, item.UpdatedAt));
        item.Step(WorkflowAction.Unpublish, Now.AddDays(2));
        item.Publish(null, null, Now.AddDays(3));
        Assert.Equal((Now, Now.AddDays(3)), (item.FirstPublishedAt, item.PublishedAt));
    }

    [Fact]
    public void Only_what_is_published_is_taken_back_and_its_address_is_remembered()
    {
        var item = New();
        Assert.Equal("illegal_transition", item.Step(WorkflowAction.Unpublish, Now)?.Code);
        item.Publish(Now.AddDays(1), Now.AddDays(2), Now);
        Assert.Null(item.Step(WorkflowAction.Unpublish, Now));
        Assert.Equal((ItemStatus.Unpublished, null, "one"), (item.Status, item.PublishedRevision, item.PublishedSlug));
        Assert.Equal("illegal_transition", item.Step(WorkflowAction.Unpublish, Now)?.Code);
    }

    [Fact]
    public void An_older_version_can_be_published_and_the_working_copy_keeps_its_edit()
    {
        var item = New();
        var version = new ItemVersion(item.Revision, item.Slug, item.Language, item.TranslationGroup, item.Content);
        item.Edit("two", "en", null, new Tag { Title = "Two" }, Now);
        item.Publish(null, null, Now, version: version);
        Assert.Equal((1, "one", "One", "Two", true), (item.PublishedRevision, item.PublishedSlug, item.PublishedContent!.Title, item.Title, item.HasUnpublishedChanges));
    }

    [Fact]
    public void A_correction_stands_in_what_readers_see_and_in_the_working_copy()
    {
        var item = Item.Create(ItemId.New(Now), "one", "en", null, new Article { Title = "One" }, Now);
        var first = new ItemVersion(item.Revision, item.Slug, item.Language, item.TranslationGroup, item.Content);
        Assert.Equal("illegal_transition", item.Correct(Correction("a", 1), null, Now).Error?.Code);
        item.Publish(null, Now.AddDays(9), Now);
        Assert.Null(item.Correct(Correction("a", 1), null, Now.AddHours(1)).Value);
        Assert.Equal((2, 2, ItemStatus.Published, false), (item.Revision, item.PublishedRevision, item.Status, item.HasUnpublishedChanges));

        item.Edit("two", "en", null, (Article)item.Content with { Title = "Two" }, Now);
        item.Step(WorkflowAction.Submit, Now);
        var seen = item.Correct(Correction("b", 2), new(2, "one", "en", item.TranslationGroup, item.PublishedContent!), Now.AddHours(2)).Value!;
        Assert.Equal((4, "one", "One", "a,b"), (seen.Revision, seen.Slug, seen.Content.Title, Texts(seen.Content)));
        Assert.Equal((5, 4, "Two", ItemStatus.InReview), (item.Revision, item.PublishedRevision, item.Title, item.Status));
        Assert.Equal(("a,b", "a,b"), (Texts(item.Content), Texts(item.PublishedContent!)));
        Assert.Equal((Now, Now.AddHours(2), Now.AddDays(9)), (item.PublishedAt, item.UpdatedAt, item.ExpiresAt));
        Assert.Equal(("One", "a,b"), (item.AsOf(first).Title, Texts(item.AsOf(first).Content)));
    }

    [Fact]
    public void Nothing_comes_of_a_schedule_but_where_the_item_was()
    {
        var item = New();
        item.Step(WorkflowAction.Schedule, Now);
        Assert.Null(item.Unschedule(ItemStatus.Approved, 1, Now));
        Assert.Equal(ItemStatus.Approved, item.Status);
        item.Step(WorkflowAction.Schedule, Now);
        item.Edit("two", "en", null, new Tag { Title = "Two" }, Now);
        item.Unschedule(ItemStatus.Approved, 1, Now);
        Assert.Equal(ItemStatus.Draft, item.Status);
        Assert.Equal("illegal_transition", item.Unschedule(ItemStatus.Draft, 1, Now)?.Code);
    }

    private static Correction Correction(string text, int hour) => new() { Kind = CorrectionKind.Update, Text = text, At = Now.AddHours(hour) };

    private static string Texts(Content content) => string.Join(',', ((ICorrectable)content).Corrections.Select(correction => correction.Text));

    private static Item New() => Item.Create(ItemId.New(Now), "one", "en", null, new Tag { Title = "One", Synonyms = ["a"] }, Now);
}
