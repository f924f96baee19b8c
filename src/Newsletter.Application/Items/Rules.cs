using System.Globalization;
using FluentValidation;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>The rules that several types share, each with its stable code.</summary>
internal static class Rules
{
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.Must(text => text is null || text.Length <= max)
            .WithErrorCode("too_long").WithMessage(string.Create(CultureInfo.InvariantCulture, $"At most {max:N0} characters."));

    public static IRuleBuilderOptions<T, string?> HttpUrl<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(url => url is null || (url.Length <= 2000 && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\\')
            && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0))
            .WithErrorCode("bad_url").WithMessage("An absolute http or https address is expected here, at most 2,000 characters.");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> Most<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, int max) =>
        rule.Must(list => list.Count <= max).WithErrorCode("too_many").WithMessage(string.Create(CultureInfo.InvariantCulture, $"At most {max:N0} are possible here."));

    public static IRuleBuilderOptions<T, IReadOnlyList<Reference>> Distinct<T>(this IRuleBuilder<T, IReadOnlyList<Reference>> rule) =>
        rule.Must(list => list.Distinct().Count() == list.Count).WithErrorCode("repeated").WithMessage("The same item stands here twice.");

    public static IRuleBuilderOptions<T, IReadOnlyList<Contribution>> Byline<T>(this IRuleBuilder<T, IReadOnlyList<Contribution>> rule)
    {
        rule.ForEach(each => each.SetValidator(new ContributionValidator()));
        return rule.Most(50).Must(list => list.DistinctBy(one => (one.Author, one.Role)).Count() == list.Count)
            .WithErrorCode("repeated").WithMessage("The same author stands here twice with the same role.");
    }

    private sealed class ContributionValidator : AbstractValidator<Contribution>
    {
        public ContributionValidator() => RuleFor(one => one.Role).Text(60).Must(role => !string.IsNullOrWhiteSpace(role)).WithErrorCode("required").WithMessage("A role must be given.");
    }
}

internal sealed class MediaUseValidator : AbstractValidator<MediaUse>
{
    public MediaUseValidator()
    {
        RuleFor(use => use.Caption).Text(2000);
        RuleFor(use => use.Alt).Text(1000);
        RuleFor(use => use.Credit).Text(300);
    }
}

internal sealed class SeoValidator : AbstractValidator<Seo>
{
    public SeoValidator()
    {
        RuleFor(seo => seo.Title).Text(300);
        RuleFor(seo => seo.Description).Text(500);
    }
}

internal sealed class RightsValidator : AbstractValidator<Rights>
{
    public RightsValidator()
    {
        RuleFor(rights => rights.Holder).Text(300);
        RuleFor(rights => rights.Notice).Text(300);
        RuleFor(rights => rights.Licence).Text(300);
        RuleFor(rights => rights.UsageTerms).Text(2000);
    }
}

internal sealed class AvailabilityValidator : AbstractValidator<Domain.Media.Availability>
{
    public AvailabilityValidator() => RuleFor(availability => availability.Reason).Text(300);
}
