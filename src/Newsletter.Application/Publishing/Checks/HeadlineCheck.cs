using Newsletter.Application.Items;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>Two things under one headline: one of them is often a copy that nobody meant to publish.</summary>
internal sealed class HeadlineCheck : IPublishingCheck
{
    public IEnumerable<Finding> Look(CheckedItem item) => item.SameTitle.Take(1)
        .Select(slug => Finding.Advice("/title", "duplicate_headline", $"The {ContentShape.Name(item.Item.Type)} \"{slug}\" has the same title."));
}
