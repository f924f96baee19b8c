using Newsletter.Api.Caching;
using Newsletter.Application.Delivery;

namespace Newsletter.Api.Delivery;

/// <summary>Sends an answer of delivery, and keeps it for whoever asks next where it is everybody's.</summary>
internal sealed class DeliveryAnswer(Answer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var audience = httpContext.RequestServices.GetRequiredService<Plane>().Audience;
        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (audience is Audience.Public && httpContext.Features.Get<AnswerPlace>() is { } place)
        {
            var kept = new SentAnswer(answer.Kept(), audience);
            place.Keep(kept);
            await kept.SendAsync(httpContext, now);
            return;
        }
        await new SentAnswer(answer, audience).SendAsync(httpContext, now);
        answer.Sent();
    }
}
