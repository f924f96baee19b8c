using Newsletter.Domain;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>What a careful editor would still mend: pictures without words, long teasers, nothing to look at or read.</summary>
internal sealed class PresentationCheck : IPublishingCheck
{
    private const int LongTeaser = 300;

    public IEnumerable<Finding> Look(CheckedItem item)
    {
        var (teaser, lead, empty) = item.Item.Content switch
        {
            Article article => (article.Teaser, article.LeadMedia, article.Body.Count == 0),
            Edition edition => (edition.Teaser, edition.LeadMedia, false),
            _ => (null, null, false),
        };
        if (empty) yield return Finding.Advice("/body", "empty_body", "There is no text.");
        if (teaser is null) yield return Finding.Advice("/teaser", "no_teaser", "There is no teaser.");
        else if (teaser.Length > LongTeaser) yield return Finding.Advice("/teaser", "teaser_too_long", $"The teaser has {teaser.Length} characters; most front ends cut it after {LongTeaser}.");
        if (lead is null) yield return Finding.Advice("/leadMedia", "no_lead_image", "There is no lead image.");
        foreach (var reference in item.References.Where(reference => reference.TargetType is ItemType.Media))
        {
            if (!item.Targets.TryGetValue(reference.TargetId, out var target) || target.Content is not MediaAsset { Kind: MediaKind.Image } media) continue;
            if (string.IsNullOrWhiteSpace(media.Alt)) yield return Finding.Advice(reference.Pointer, "no_alt_text", $"\"{target.Title}\" has no alternative text.");
            if (string.IsNullOrWhiteSpace(media.Credit)) yield return Finding.Advice(reference.Pointer, "no_credit", $"\"{target.Title}\" has no credit.");
        }
    }
}
