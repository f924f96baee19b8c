using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain;
using Newsletter.Domain.Authors;

namespace Newsletter.Application.Authors;

internal sealed class AuthorValidator : ContentValidator<Author>
{
    public AuthorValidator()
    {
        RuleFor(author => author.JobTitle).Text(200);
        RuleFor(author => author.Bio).Text(10_000);
        RuleFor(author => author.InternalNote).Text(10_000);
        RuleFor(author => author.Portrait!).SetValidator(new MediaUseValidator()).When(author => author.Portrait is not null);
        RuleFor(author => author.Links).Most(20);
        RuleForEach(author => author.Links).SetValidator(new PlatformLinkValidator());
    }

    private sealed class PlatformLinkValidator : AbstractValidator<PlatformLink>
    {
        public PlatformLinkValidator()
        {
            RuleFor(link => link.Platform).Text(60);
            RuleFor(link => link.Url).HttpUrl();
        }
    }
}
