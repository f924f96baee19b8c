using FluentValidation;
using Newsletter.Application.Items;
using Newsletter.Domain.Articles;

namespace Newsletter.Application.Articles;

internal sealed class ArticleValidator : ContentValidator<Article>
{
    public ArticleValidator()
    {
        RuleFor(article => article.Kicker).Text(100);
        RuleFor(article => article.Teaser).Text(1000);
        RuleFor(article => article.Dateline).Text(200);
        RuleFor(article => article.InternalNote).Text(10_000);
        RuleFor(article => article.CanonicalUrl).HttpUrl();
        RuleFor(article => article.Authors).Byline();
        RuleFor(article => article.Tags).Most(100).Distinct();
        RuleFor(article => article.Related).Most(50).Distinct();
        RuleFor(article => article.LeadMedia!).SetValidator(new MediaUseValidator()).When(article => article.LeadMedia is not null);
        RuleFor(article => article.Seo!).SetValidator(new SeoValidator()).When(article => article.Seo is not null);
        RuleFor(article => article.Rights!).SetValidator(new RightsValidator()).When(article => article.Rights is not null);
    }
}
