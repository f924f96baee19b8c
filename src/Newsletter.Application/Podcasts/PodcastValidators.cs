using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Podcasts;

namespace Newsletter.Application.Podcasts;

internal sealed class PodcastValidator : ContentValidator<Podcast>
{
    public PodcastValidator()
    {
        RuleFor(podcast => podcast.Description).Text(4000);
        RuleFor(podcast => podcast.Authors).Byline();
        RuleFor(podcast => podcast.Cover!).SetValidator(new MediaUseValidator()).When(podcast => podcast.Cover is not null);
        RuleFor(podcast => podcast.Platforms).Most(20);
        RuleForEach(podcast => podcast.Platforms).SetValidator(new PlatformValidator());
    }

    private sealed class PlatformValidator : AbstractValidator<Platform>
    {
        public PlatformValidator()
        {
            RuleFor(platform => platform.Name).Text(60);
            RuleFor(platform => platform.Url).HttpUrl();
        }
    }
}

internal sealed class EpisodeValidator : ContentValidator<Episode>
{
    public EpisodeValidator()
    {
        RuleFor(episode => episode.Number).GreaterThan(0).WithErrorCode("out_of_range").WithMessage("Episodes are numbered from 1.");
        RuleFor(episode => episode.Season).GreaterThan(0).WithErrorCode("out_of_range").WithMessage("Seasons are numbered from 1.");
        RuleFor(episode => episode.DurationSeconds).GreaterThanOrEqualTo(0).WithErrorCode("out_of_range").WithMessage("A duration is 0 or more.");
        RuleFor(episode => episode.Teaser).Text(1000);
        RuleFor(episode => episode.AudioUrl).HttpUrl();
        RuleFor(episode => episode.Authors).Byline();
        RuleFor(episode => episode.Audio!).SetValidator(new MediaUseValidator()).When(episode => episode.Audio is not null);
    }
}
