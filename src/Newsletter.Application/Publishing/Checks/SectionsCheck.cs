using Newsletter.Domain.Editions;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>A section must hold something under its heading.</summary>
internal sealed class SectionsCheck : IPublishingCheck
{
    public IEnumerable<Finding> Look(CheckedItem item) => item.Item.Content is not Edition edition ? []
        : edition.Body.Count == 0 && edition.Sections.Count == 0 ? [Finding.Blocker("", "empty_edition", "The edition has neither text nor sections.")]
        : edition.Sections.Select((section, at) => (section, at))
            .Where(placed => placed.section.Body.Count == 0 && placed.section.Items.Count == 0)
            .Select(placed => Finding.Blocker($"/sections/{placed.at}", "empty_section", $"The section \"{placed.section.Title}\" is empty."));
}
