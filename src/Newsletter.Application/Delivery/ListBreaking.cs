using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;
using System.Text;
using System.Text.Json;

namespace Newsletter.Application.Delivery;

/// <summary>What is breaking now: lines and articles in one list, newest first, each with its end.</summary>
public sealed class ListBreaking(IDeliveryDb db, PublicAddress address, TimeProvider time)
{
    private const int Limit = 100;

    public async Task<Result<Answer>> ExecuteAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var resource = DeliveryResource.Breaking;
        var filters = DocumentFilters.Read(parameters, resource) with { Types = [ItemType.Breaking, ItemType.Article], Breaking = true };
        var projection = Projection.Read(parameters, filters.Types, BodyForms.None);
        if (parameters.Finish() is { } refused) return refused;

        var now = time.GetUtcNow();
        var moment = await Moment.AtAsync(db, now, cancellationToken);
        var rows = await (await filters.ApplyAsync(db, now, cancellationToken)).OrderByDescending(document => document.PublishedAt).ThenByDescending(document => document.Id)
            .Take(Limit).Whole(projection.Bodies).ToListAsync(cancellationToken);
        rows = rows.ConvertAll(row => row.Type == "article" ? row with { Summary = WithUntil(row) } : row);
        var answer = await ItemsAnswer.MakeAsync(db, address, now, projection, rows, resource.Name, output =>
        {
            output.Append(JsonSerializer.Serialize(new { limit = Limit, next = (string?)null, prev = (string?)null, total = rows.Count }, ContentJson.Options).Insert(0, ",\"page\":"));
            output.Append(JsonSerializer.Serialize(new { asOf = moment.At, sequence = moment.Sequence }, ContentJson.Options).Insert(0, ",\"meta\":"));
        }, cancellationToken);
        return answer with { ChangesAt = moment.ChangesAt, LastModified = moment.At };
    }

    private static byte[] WithUntil(ShownDocument row) =>
        [.. row.Summary.AsSpan(0, row.Summary!.Length - 1), .. Encoding.ASCII.GetBytes($",\"until\":{JsonSerializer.Serialize(row.BreakingUntil, ContentJson.Options)}}}")];
}
