using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Editions;

namespace Newsletter.Application.Editions;

internal sealed class EditionValidator : ContentValidator<Edition>
{
    public EditionValidator()
    {
        RuleFor(edition => edition.Number).GreaterThan(0).WithErrorCode("out_of_range").WithMessage("Editions are numbered from 1.");
        RuleFor(edition => edition.Date).InclusiveBetween(new(1900, 1, 1), new(2999, 12, 31)).WithErrorCode("out_of_range").WithMessage("A date lies in the years 1900 to 2999.");
        RuleFor(edition => edition.Teaser).Text(1000);
        RuleFor(edition => edition.InternalNote).Text(10_000);
        RuleFor(edition => edition.CanonicalUrl).HttpUrl();
        RuleFor(edition => edition.Authors).Byline();
        RuleFor(edition => edition.Tags).Most(100).Distinct();
        RuleFor(edition => edition.Notices).Most(20).Distinct();
        RuleFor(edition => edition.LeadMedia!).SetValidator(new MediaUseValidator()).When(edition => edition.LeadMedia is not null);
        RuleFor(edition => edition.Seo!).SetValidator(new SeoValidator()).When(edition => edition.Seo is not null);
        RuleFor(edition => edition.Rights!).SetValidator(new RightsValidator()).When(edition => edition.Rights is not null);
        RuleFor(edition => edition.Sections).Most(100)
            .Must(sections => sections.DistinctBy(section => section.Key).Count() == sections.Count).WithErrorCode("repeated").WithMessage("Two sections have the same key.");
        RuleForEach(edition => edition.Sections).SetValidator(new SectionValidator());
    }

    private sealed class SectionValidator : AbstractValidator<Section>
    {
        public SectionValidator()
        {
            RuleFor(section => section.Key).Must(key => key is null || (key.Length <= 80 && Domain.Slug.IsValid(key))).WithErrorCode("bad_key").WithMessage("A key is written like a slug, at most 80 characters.");
            RuleFor(section => section.Title).Text(300);
            RuleFor(section => section.Items).Most(200);
            RuleForEach(section => section.Items).SetValidator(new SectionItemValidator());
        }
    }

    private sealed class SectionItemValidator : AbstractValidator<SectionItem>
    {
        public SectionItemValidator()
        {
            RuleFor(item => item.Title).Text(300);
            RuleFor(item => item.Teaser).Text(1000);
        }
    }
}
