using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery.Sync;

/// <summary>Answers with all that the caller sees, page by page, and from then on with what changes of it.</summary>
public sealed class SyncDocuments(Plane plane, Cursors cursors)
{
    public const int MaxLimit = 1000;
    public const int DefaultLimit = 100;

    public static IReadOnlyList<string> Types { get; } = [.. Enum.GetValues<ItemType>().Select(DocumentTypes.Name)];

    public async Task<Result<Answer>> ExecuteAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var types = parameters.OneOf("types", Types);
        var asked = Projection.ReadBodies(parameters);
        var limit = parameters.Whole("limit", 1, MaxLimit, DefaultLimit);
        var cursorText = parameters.One("cursor", Cursors.MaxLength);
        if (parameters.Finish() is { } refused) return refused;

        var sight = plane.Sight;
        var feed = SyncCursor.Bind(types, sight);
        var moment = await plane.Reading.MomentAsync(cancellationToken);
        var place = SyncCursor.Begin(moment.Sequence, sight.Now);
        if (cursorText is not null)
        {
            var read = SyncCursor.Read(cursorText, feed, cursors);
            if (read.Failed) return read.Error;
            place = read.Value;
        }
        if (await IsLostAsync(place, moment, cancellationToken)) return SyncCursor.Expired;

        // The clock of another process may be ahead; what it has told must not be taken back.
        sight = sight with { Now = new[] { sight.Now, place.Through, place.Until }.Max() };
        var projection = Projection.Bare with { Bodies = asked == BodyForms.None ? BodyForms.Blocks : asked };
        var page = await new ChangeReader(plane.Db, sight, types, projection.Bodies, limit).ReadAsync(place, moment.Sequence, cancellationToken);
        var finished = await plane.FinishAsync([.. page.Changes.Select(change => change.Shown).OfType<ShownDocument>()], projection.Bodies, cancellationToken);
        if (finished.Failed) return finished.Error;
        return await WriteAsync(page, finished.Value, projection, sight, page.Next.Write(feed, cursors), moment, types, cancellationToken);
    }

    /// <summary>The numbers have no gaps, so what comes next in the log is there or was removed.</summary>
    private async Task<bool> IsLostAsync(SyncCursor place, Moment moment, CancellationToken cancellationToken) =>
        place.Sequence < moment.Sequence && !await plane.Db.Log.AnyAsync(entry => entry.Sequence == place.Sequence + 1, cancellationToken);

    private async Task<Answer> WriteAsync(SyncPage page, IReadOnlyList<ShownDocument> roots, Projection projection, Sight sight, string next, Moment moment, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var (found, references) = await ItemsAnswer.LoadAsync(plane.Reading.At(sight), projection, roots, cancellationToken);
        var maker = new AnswerMaker(plane.Address, sight.Now, projection, references);
        using var output = new DocumentBuffer();
        output.Append("{\"items\":["u8);
        var root = 0;
        foreach (var (change, at) in page.Changes.Select((change, at) => (change, at)))
        {
            if (at > 0) output.Append((byte)',');
            Append(output, new { seq = change.Sequence, op = change.Shown is null ? "delete" : "upsert", type = change.Type, id = change.Id, revision = change.Revision });
            output.Truncate(output.Length - 1);
            output.Append(change.Shown is null ? ",\"reason\":"u8 : ",\"data\":"u8);
            if (change.Shown is null) Append(output, change.Reason);
            else maker.Write(roots[root], found[root++], output);
            output.Append(",\"at\":"u8);
            Append(output, change.At);
            output.Append((byte)'}');
        }
        output.Append("],\"nextCursor\":"u8);
        Append(output, next);
        output.Append(page.HasMore ? ",\"hasMore\":true}"u8 : ",\"hasMore\":false}"u8);
        return new(output.ToArray())
        {
            LastModified = moment.ChangedAt,
            SurrogateKeys = string.Join(' ', (types.Count == 0 ? Types : types).Select(type => Paths.Plural(DocumentTypes.Parse(type)))),
            ChangesAt = moment.ChangesAt,
        };
    }

    private static void Append<T>(DocumentBuffer output, T value) => output.Append(JsonSerializer.SerializeToUtf8Bytes(value, ContentJson.Options));
}
