using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

internal sealed class MediaAssetValidator : ContentValidator<MediaAsset>
{
    public MediaAssetValidator()
    {
        RuleFor(media => media.Alt).Text(1000);
        RuleFor(media => media.Caption).Text(2000);
        RuleFor(media => media.Credit).Text(300);
        RuleFor(media => media.Source).Text(300);
        RuleFor(media => media.Transcript).Text(200_000);
        RuleFor(media => media.InternalNote).Text(10_000);
        RuleFor(media => media.DurationSeconds).GreaterThanOrEqualTo(0).WithErrorCode("out_of_range").WithMessage("A duration is 0 or more.");
        RuleFor(media => media.FocalPoint).Must(point => point is null || (point.X is >= 0 and <= 1 && point.Y is >= 0 and <= 1))
            .WithErrorCode("out_of_range").WithMessage("A focal point has x and y from 0 to 1.");
        RuleFor(media => media.Poster).Must((media, poster) => poster is null || media.Kind is MediaKind.Audio or MediaKind.Video).WithErrorCode("not_a_recording").WithMessage("Only sound and video have a poster.");
        RuleFor(media => media.Captions).Most(50)
            .Must((media, captions) => captions.Count == 0 || media.Kind is MediaKind.Audio or MediaKind.Video).WithErrorCode("not_a_recording").WithMessage("Only sound and video have captions.")
            .Must(captions => captions.DistinctBy(track => (track.Kind, Languages.Canonical(track.Language))).Count() == captions.Count).WithErrorCode("repeated").WithMessage("The same kind stands here twice in the same language.");
        RuleForEach(media => media.Captions).SetValidator(new CaptionTrackValidator());
        RuleFor(media => media.Rights!).SetValidator(new RightsValidator()).When(media => media.Rights is not null);
        RuleFor(media => media.Availability!).SetValidator(new AvailabilityValidator()).When(media => media.Availability is not null);
    }
}

internal sealed class CaptionTrackValidator : AbstractValidator<CaptionTrack>
{
    public CaptionTrackValidator()
    {
        RuleFor(track => track.Language).Must(Languages.IsValid).WithErrorCode("bad_language").WithMessage("A language is a BCP 47 tag, for example de or pt-BR.");
        RuleFor(track => track.Label).Text(100);
    }
}
