using Newsletter.Api.Caching;
using Newsletter.Application.Delivery;

namespace Newsletter.Api.Delivery;

/// <summary>Sends an answer of delivery, and keeps it for whoever asks next where it is everybody's.</summary>
internal sealed class DeliveryAnswer(Answer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var audience = httpContext.RequestServices.GetRequiredService<Plane>().Audience;
        var sent = new SentAnswer(answer, audience);
        if (audience is Audience.Public) httpContext.Features.Get<AnswerPlace>()?.Keep(sent);
        return sent.SendAsync(httpContext);
    }
}
