using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Tags;

namespace Newsletter.Application.Tags;

internal sealed class TagValidator : ContentValidator<Tag>
{
    public TagValidator()
    {
        RuleFor(tag => tag.Description).Text(2000);
        RuleFor(tag => tag.IptcCode).Must(code => code is null || (code.Length == 8 && code.All(char.IsAsciiDigit)))
            .WithErrorCode("bad_iptc_code").WithMessage("A Media Topic code has 8 digits.");
        RuleFor(tag => tag.Synonyms).Most(50);
        RuleForEach(tag => tag.Synonyms).Text(100);
    }
}
