using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Publications;

namespace Newsletter.Application.Publications;

internal sealed class PublicationValidator : ContentValidator<Publication>
{
    public PublicationValidator()
    {
        RuleFor(publication => publication.Tagline).Text(300);
        RuleFor(publication => publication.TimeZone).Must(zone => zone.Contains('/', StringComparison.Ordinal) || zone is "UTC" ? TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) : false)
            .WithErrorCode("unknown_time_zone").WithMessage("An IANA time zone is expected here, for example Europe/Berlin.");
        RuleFor(publication => publication.Privacy).HttpUrl();
        RuleFor(publication => publication.Terms).HttpUrl();
        RuleFor(publication => publication.Authors).Byline();
        RuleFor(publication => publication.Notices).Most(20).Distinct();
        RuleFor(publication => publication.Logo!).SetValidator(new MediaUseValidator()).When(publication => publication.Logo is not null);
        RuleFor(publication => publication.Cadence!).SetValidator(new CadenceValidator()).When(publication => publication.Cadence is not null);
    }

    private sealed class CadenceValidator : AbstractValidator<Cadence>
    {
        public CadenceValidator()
        {
            RuleFor(cadence => cadence.Words).Text(200);
            RuleFor(cadence => cadence.Rrule).Must(RecurrenceRule.IsValid)
                .WithErrorCode("bad_rrule").WithMessage("A recurrence rule (RFC 5545) is expected here, for example FREQ=WEEKLY;BYDAY=FR.");
        }
    }
}
