using System.Text.Json;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>Says which item lives, or lived, at the path of a page or file.</summary>
public sealed class ResolvePath(Plane plane, ReadDocument read)
{
    private const int MaxLength = 2000;

    /// <returns>What lives there, or the path where it went.</returns>
    public async Task<Result<Found>> ExecuteAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var address = parameters.Required("path", MaxLength, "path is the path of a page, for example /articles/a-slug.");
        var language = parameters.Language("language");
        if (parameters.Finish() is { } refused) return refused;

        if (Parse(address!) is not { } place) return Error.NotFound("page");
        var series = (Series?)null;
        if (place.Series is { } name)
        {
            var found = await read.FindSeriesAsync(place.SeriesType, name, cancellationToken);
            if (found.Failed) return found.Error;
            if (found.Value.MovedTo is { } slug) return new Found(null, $"/{Paths.Plural(place.SeriesType)}/{slug}/{Paths.Plural(place.Type)}/{place.Name}");
            series = found.Value.Series;
        }
        var item = await read.FindAsync(place.Type, place.Name, series, language, BodyForms.None, Extras.Names, cancellationToken);
        if (item.Failed) return item.Error;
        if (item.Value.MovedTo is { } moved) return new Found(null, Paths.Page(place.Type, moved));
        return new Found(Answer(item.Value.Document!), null);
    }

    private Answer Answer(ShownDocument document)
    {
        using var output = new DocumentBuffer();
        output.Append("{\"data\":"u8);
        output.Append(new AnswerMaker(plane.Address, plane.Sight.Now, Projection.Bare, new References(plane.Reading, Projection.Bare)).Stub(document, false));
        output.Append(",\"meta\":"u8);
        output.Append(JsonSerializer.SerializeToUtf8Bytes(new { path = document.Path }, ContentJson.Options));
        output.Append((byte)'}');
        return new(output.ToArray())
        {
            LastModified = document.UpdatedAt,
            SurrogateKeys = document.SurrogateKey,
            ChangesAt = document.VisibleUntil,
        };
    }

    private sealed record Place(ItemType Type, string Name, ItemType SeriesType = default, string? Series = null);

    /// <summary>An absolute address stands for its path: where pages begin is the front end's affair.</summary>
    private static Place? Parse(string address)
    {
        if (!address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https") address = absolute.AbsolutePath;
        var end = address.AsSpan().IndexOfAny('?', '#');
        var parts = (end < 0 ? address : address[..end]).Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["newsletters", var newsletter, "editions", var edition] => new(ItemType.Edition, edition, ItemType.Newsletter, newsletter),
            ["podcasts", var podcast, "episodes", var episode] => new(ItemType.Episode, episode, ItemType.Podcast, podcast),
            ["media", var id, _] => new(ItemType.Media, id),
            [var plural, var name] when Enum.GetValues<ItemType>().Where(type => Paths.Plural(type) == plural).Select(type => (ItemType?)type).FirstOrDefault() is { } type => new(type, name),
            _ => null,
        };
    }
}
