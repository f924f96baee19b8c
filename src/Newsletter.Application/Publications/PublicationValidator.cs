using System.Text.RegularExpressions;
using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Publications;

namespace Newsletter.Application.Publications;

internal sealed partial class PublicationValidator : ContentValidator<Publication>
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

    private sealed partial class CadenceValidator : AbstractValidator<Cadence>
    {
        public CadenceValidator()
        {
            RuleFor(cadence => cadence.Words).Text(200);
            RuleFor(cadence => cadence.Rrule).Must(rule => rule.Length <= 300 && RrulePattern().IsMatch(rule))
                .WithErrorCode("bad_rrule").WithMessage("A recurrence rule (RFC 5545) is expected here, for example FREQ=WEEKLY;BYDAY=FR.");
        }

        [GeneratedRegex("^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$", RegexOptions.NonBacktracking)]
        private static partial Regex RrulePattern();
    }
}
