using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Publishing.Checks;

/// <summary>Everything that readers are led to must be there for them.</summary>
internal sealed class ReferencesCheck : IPublishingCheck
{
    public IEnumerable<Finding> Look(CheckedItem item)
    {
        foreach (var reference in item.References.Where(reference => reference.Relation is not Relations.Translation && Relations.ReachesReaders(reference.Relation)))
        {
            var name = ContentShape.Name(reference.TargetType);
            if (!item.Targets.TryGetValue(reference.TargetId, out var target))
            {
                yield return Finding.Blocker(reference.Pointer, "reference_missing", $"The {name} that stands here was deleted.");
            }
            else if (target.Content is MediaAsset media)
            {
                if (media.File is null) yield return Finding.Blocker(reference.Pointer, "media_without_file", $"\"{target.Title}\" has no file yet.");
                if (media.Rights?.ExpiresAt <= item.Now) yield return Finding.Blocker(reference.Pointer, "rights_expired", $"The right to show \"{target.Title}\" has ended.");
            }
            else if (!target.IsPublished && !item.Releasing.Contains(target.Id))
            {
                // Findings of schedules are kept for all to read, and what was taken down is not for all.
                var which = target.Status is ItemStatus.TakenDown ? "that stands here" : $"\"{target.Title}\"";
                yield return Finding.Blocker(reference.Pointer, "reference_not_published", $"The {name} {which} is not published.");
            }
        }
    }
}
