using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Notices;

namespace Newsletter.Application.Notices;

internal sealed class NoticeValidator : ContentValidator<Notice>
{
    public NoticeValidator()
    {
        RuleFor(notice => notice.MoreUrl).HttpUrl();
        RuleFor(notice => notice.Regions!).SetValidator(new RegionsValidator()).When(notice => notice.Regions is not null);
    }

    private sealed class RegionsValidator : AbstractValidator<Regions>
    {
        public RegionsValidator()
        {
            RuleFor(regions => regions.Include).Most(260);
            RuleFor(regions => regions.Exclude).Most(260);
            RuleForEach(regions => regions.Include).Must(Countries.IsCode).WithErrorCode("unknown_country").WithMessage("A country code (ISO 3166-1 alpha-2) is expected here, for example DE.");
            RuleForEach(regions => regions.Exclude).Must(Countries.IsCode).WithErrorCode("unknown_country").WithMessage("A country code (ISO 3166-1 alpha-2) is expected here, for example DE.");
        }
    }
}
