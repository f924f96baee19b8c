using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Api.Http;

/// <summary>Takes the reason that a write gives for itself; it stands in the item's history and in the audit trail.</summary>
internal sealed class ChangeReasonFilter(Caller caller) : IEndpointFilter
{
    public const string Header = "Change-Reason";
    public const int MaxLength = 500;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) || !request.Headers.TryGetValue(Header, out var values)) return await next(context);
        if (values is not [{ Length: > 0 and <= MaxLength } reason] || reason.Any(char.IsControl))
        {
            var message = $"{Header} stands once and has 1 to {MaxLength} characters, none of them a control character.";
            return new ProblemResult(new(ErrorKind.Malformed, "bad_header", message) { Issues = [new(Header, "bad_header", message)] });
        }
        caller.Reason = reason;
        return await next(context);
    }
}
