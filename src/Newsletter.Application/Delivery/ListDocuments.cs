using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Delivery.Documents;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery;

/// <summary>Answers a list in a number of statements that does not depend on what it holds.</summary>
public sealed class ListDocuments(Plane plane, CompiledReads reads, Cursors cursors)
{
    /// <param name="series">The newsletter or podcast whose editions or episodes are asked for.</param>
    /// <param name="path">The path of the list; links begin with it.</param>
    /// <param name="query">The query as it came, for links.</param>
    public async Task<Result<Answer>> ExecuteAsync(DeliveryResource resource, Guid? series, string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var parameters = new Parameters(query);
        var filters = DocumentFilters.Read(parameters, resource) with { Series = series };
        var projection = Projection.Read(parameters, resource, BodyForms.None);
        var sort = parameters.Sort(resource.Sorts, resource.DefaultSort);
        var limit = parameters.Whole("limit", 1, 100, 20);
        var count = parameters.Truth("count") ?? false;
        var cursorText = parameters.One("cursor", Cursors.MaxLength);
        if (parameters.Finish() is { } refused) return refused;

        // Bound to what the list is, not to its path: a newsletter that gets another slug keeps its places.
        var list = ListLinks.Bind($"{resource.Name}/{series:N}", query);
        var cursor = cursors.ReadOptional(cursorText, list);
        if (cursor.Failed) return cursor.Error;

        var reading = plane.Reading;
        var isPlain = reading.Remembers && projection.IsPlain && !resource.IsBreaking;
        var question = new ListQuestion(filters, await filters.FindAsync(reading, cancellationToken), sort, limit, cursor.Value, projection.Bodies, isPlain);
        var rows = await question.ReadAsync(reading, reads, cancellationToken);
        reading.Reached(rows);
        var moment = await reading.MomentAsync(cancellationToken);
        int? total = count ? await question.All(reading).CountAsync(cancellationToken) : null;
        var (page, previous, next) = question.Paging.Cut(rows);

        var links = new ListLinks(plane.Address.Base, path, query);
        if (next is not null) links.Add("next", cursors.Write(next, list));
        if (previous is not null) links.Add("prev", cursors.Write(previous, list));
        Answer answer;
        if (isPlain) answer = await ItemsAnswer.MakePlainAsync(reading, page.ConvertAll(row => row.Id), resource, WriteRest, cancellationToken);
        else
        {
            var finished = await plane.FinishAsync(page, projection.Bodies, cancellationToken);
            if (finished.Failed) return finished.Error;
            answer = await ItemsAnswer.MakeAsync(reading, projection, finished.Value, resource, WriteRest, cancellationToken);
        }
        var types = resource.Types.Concat(filters.References.Keys.Select(name => DocumentFilters.ReferenceTypes[name])).Select(DocumentTypes.Name);
        return answer with { Sequence = moment.Sequence, MadeFrom = new(() => answer.MadeFrom.Value.And(shown: series is { } one ? [one] : [], types: types)), ChangesAt = moment.ChangesAt, LastModified = moment.ChangedAt, Links = links.All };

        void WriteRest(DocumentBuffer output) => WritePage(output, limit, links, total, moment);
    }

    internal static void WritePage(DocumentBuffer output, int limit, ListLinks links, int? total, Moment moment)
    {
        output.Append(string.Create(CultureInfo.InvariantCulture, $",\"page\":{{\"limit\":{limit},\"next\":"));
        WriteLink(output, links.All.GetValueOrDefault("next"));
        output.Append(",\"prev\":"u8);
        WriteLink(output, links.All.GetValueOrDefault("prev"));
        output.Append(string.Create(CultureInfo.InvariantCulture, $",\"total\":{total?.ToString(CultureInfo.InvariantCulture) ?? "null"}}},\"meta\":"));
        output.Append(moment.Json);
    }

    private static void WriteLink(DocumentBuffer output, string? link)
    {
        if (link is null) output.Append("null"u8);
        else output.Append(JsonText.Write(link));
    }
}
