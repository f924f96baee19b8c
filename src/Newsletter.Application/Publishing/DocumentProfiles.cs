using System.Text.Json;
using AutoMapper;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;
using Newsletter.Domain.Articles;
using Newsletter.Domain.Authors;
using Newsletter.Domain.Breaking;
using Newsletter.Domain.Editions;
using Newsletter.Domain.Media;
using Newsletter.Domain.Notices;
using Newsletter.Domain.Podcasts;
using Newsletter.Domain.Publications;
using Newsletter.Domain.Tags;

namespace Newsletter.Application.Publishing;

/// <summary>From content to what readers see. Only what a document names is taken, so that a new field of the content stays inside until somebody decides.</summary>
internal sealed class DocumentProfiles : Profile
{
    public DocumentProfiles()
    {
        CreateMap<Contribution, ContributionDocument>();
        CreateMap<MediaUse, MediaUseDocument>();
        CreateMap<Seo, SeoDocument>();
        CreateMap<Cadence, CadenceDocument>();
        CreateMap<Platform, PlatformDocument>();
        CreateMap<Regions, RegionsDocument>();
        CreateMap<CaptionTrack, CaptionDocument>().ForMember(document => document.Url, to => to.MapFrom(track => track.Media));
        CreateMap<Section, SectionDocument>();
        CreateMap<SectionItem, SectionItemDocument>();

        Map<Publication, NewsletterDocument>();
        Map<Author, AuthorDocument>();
        Map<Podcast, PodcastDocument>();
        Map<BreakingLine, BreakingDocument>();
        Map<Episode, EpisodeDocument>().ForMember(document => document.Kind, to => to.MapFrom(episode => Name(episode.Kind)));
        Map<Notice, NoticeDocument>().ForMember(document => document.Kind, to => to.MapFrom(notice => Name(notice.Kind)));
        Map<Tag, TagDocument>()
            .ForMember(document => document.Kind, to => to.MapFrom(tag => Name(tag.Kind)))
            .ForMember(document => document.ArticleCount, to => to.Ignore());
        Map<Article, ArticleDocument>()
            .ForMember(document => document.Kind, to => to.MapFrom(article => Name(article.Kind)))
            .ForMember(document => document.WordCount, to => to.Ignore())
            .ForMember(document => document.ReadingTimeMinutes, to => to.Ignore())
            .ForMember(document => document.Editions, to => to.Ignore())
            .ForMember(document => document.Translations, to => to.Ignore());
        Map<Edition, EditionDocument>()
            .ForMember(document => document.WordCount, to => to.Ignore())
            .ForMember(document => document.ReadingTimeMinutes, to => to.Ignore())
            .ForMember(document => document.Previous, to => to.Ignore())
            .ForMember(document => document.Next, to => to.Ignore())
            .ForMember(document => document.Notices, to => to.Ignore())
            .ForMember(document => document.Translations, to => to.Ignore());
        Map<MediaAsset, MediaDocument>()
            .ForMember(document => document.Kind, to => to.MapFrom(media => Name(media.Kind)))
            .ForMember(document => document.Width, to => to.MapFrom(media => media.File == null ? null : media.File.Width))
            .ForMember(document => document.Height, to => to.MapFrom(media => media.File == null ? null : media.File.Height))
            .ForMember(document => document.DurationSeconds, to => to.MapFrom(media => media.DurationSeconds ?? (media.File == null ? null : media.File.DurationSeconds)))
            .ForMember(document => document.BitRate, to => to.MapFrom(media => media.File == null ? null : media.File.BitRate))
            .ForMember(document => document.ContentType, to => to.MapFrom(media => media.File == null ? null : media.File.ContentType))
            .ForMember(document => document.Placeholder, to => to.MapFrom(media => media.File == null ? null : media.File.Placeholder))
            .ForMember(document => document.DominantColour, to => to.MapFrom(media => media.File == null ? null : media.File.DominantColour))
            .ForMember(document => document.Sources, to => to.Ignore())
            .ForMember(document => document.Renditions, to => to.Ignore());
    }

    /// <summary>What the head of the item fills in afterwards.</summary>
    private IMappingExpression<TContent, TDocument> Map<TContent, TDocument>() where TContent : Content where TDocument : Document
    {
        var map = CreateMap<TContent, TDocument>()
            .ForMember(document => document.Type, to => to.Ignore())
            .ForMember(document => document.Id, to => to.Ignore())
            .ForMember(document => document.Slug, to => to.Ignore())
            .ForMember(document => document.Url, to => to.Ignore())
            .ForMember(document => document.Language, to => to.Ignore())
            .ForMember(document => document.Dir, to => to.Ignore())
            .ForMember(document => document.Revision, to => to.Ignore())
            .ForMember(document => document.PublishedAt, to => to.Ignore())
            .ForMember(document => document.FirstPublishedAt, to => to.Ignore())
            .ForMember(document => document.UpdatedAt, to => to.Ignore())
            .ForMember(document => document.EmbargoUntil, to => to.Ignore());
        if (typeof(LinkedDocument).IsAssignableFrom(typeof(TDocument))) map.ForMember(nameof(LinkedDocument.Links), to => to.Ignore());
        return map;
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
