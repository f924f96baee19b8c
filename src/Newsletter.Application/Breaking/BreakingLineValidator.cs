using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Breaking;

namespace Newsletter.Application.Breaking;

internal sealed class BreakingLineValidator : ContentValidator<BreakingLine>
{
    public BreakingLineValidator()
    {
        RuleFor(line => line.Href).HttpUrl();
        RuleFor(line => line.Href).Null().When(line => line.Article is not null).WithErrorCode("one_of").WithMessage("A line leads to an article or to an address, not to both.");
    }
}
