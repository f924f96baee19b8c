using System.Text.Json;
using FluentValidation;
using Newsletter.Domain;

namespace Newsletter.Application.Items;

/// <summary>Checks the fields of one type of content: lengths, ranges, formats.</summary>
public interface IContentValidator
{
    Type ContentType { get; }

    IEnumerable<Issue> Check(Content content);
}

/// <summary>The base of the validators; error codes are those given with WithErrorCode.</summary>
public abstract class ContentValidator<T> : AbstractValidator<T>, IContentValidator where T : Content
{
    protected ContentValidator()
    {
        RuleFor(content => content.Title).Text(300).Must(title => !string.IsNullOrWhiteSpace(title)).WithErrorCode("required").WithMessage("A title must be given.");
    }

    public Type ContentType => typeof(T);

    public IEnumerable<Issue> Check(Content content) => Validate((T)content).Errors.Select(failure => new Issue(Pointer(failure.PropertyName), failure.ErrorCode, failure.ErrorMessage));

    /// <summary>From "Sections[0].Items[1].Title" to "/sections/0/items/1/title".</summary>
    private static string Pointer(string path) => "/" + string.Join('/', path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
        .Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
