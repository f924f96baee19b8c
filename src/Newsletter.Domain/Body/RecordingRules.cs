using System.Text.RegularExpressions;
using Newsletter.Domain.Media;

namespace Newsletter.Domain.Body;

/// <summary>The rules of video, audio and embed blocks.</summary>
internal static partial class RecordingRules
{
    private const string ProviderMessage = "1 to 40 of a-z 0-9 -.";

    public static void Check(BodyIssues found, string at, RecordingBlock recording)
    {
        var elsewhere = recording.Provider is not null || recording.ProviderId is not null;
        if (recording.Media is null == !elsewhere) found.Add(at, "exactly_one", "Give either media, or provider and providerId.");
        if (elsewhere)
        {
            found.Pattern($"{at}/provider", recording.Provider, ProviderFormat(), ProviderMessage);
            found.Pattern($"{at}/providerId", recording.ProviderId, ProviderIdFormat(), "1 to 200 of A-Z a-z 0-9 and . _ ~ : / -.");
        }
        found.Text($"{at}/title", recording.Title, 300);
        found.Text($"{at}/caption", recording.Caption, 2_000);
        found.Text($"{at}/fallback", recording.Fallback, 500);
        if (recording.DurationSeconds is { } seconds) found.Range($"{at}/durationSeconds", seconds, 0, double.MaxValue);
        Check(found, at, recording.Availability);
    }

    public static void Check(BodyIssues found, string at, EmbedBlock embed)
    {
        found.Pattern($"{at}/provider", embed.Provider, ProviderFormat(), ProviderMessage);
        if (!Href.IsWeb(embed.Url)) found.Add($"{at}/url", "bad_url", "An absolute http or https address, at most 2,048 characters.");
        found.Text($"{at}/fallback", embed.Fallback, 500);
        Check(found, at, embed.Availability);
    }

    private static void Check(BodyIssues found, string at, Availability? availability) =>
        found.Text($"{at}/availability/reason", availability?.Reason, 300);

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex ProviderFormat();

    [GeneratedRegex(@"\A[A-Za-z0-9._~:/-]{1,200}\z")]
    private static partial Regex ProviderIdFormat();
}
