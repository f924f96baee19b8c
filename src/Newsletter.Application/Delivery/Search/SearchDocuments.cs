using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Publishing;
using Newsletter.Domain;

namespace Newsletter.Application.Delivery.Search;

/// <summary>Answers what is found for words, best first.</summary>
public sealed class SearchDocuments(Plane plane, Cursors cursors, SearchedLanguages searched)
{
    /// <summary>Of what is found so many of the newest are ranked, and can be paged through.</summary>
    public const int MaxRanked = 200;

    /// <summary>So many matches are looked at before it is known how many of them are hidden or left out by filters.</summary>
    private const int FirstReach = MaxRanked + 50;

    /// <summary>Where so many would have to be looked at, it may as well be all.</summary>
    private const int LastReach = 20_000;

    public async Task<Result<Answer>> ExecuteAsync(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> query, CancellationToken cancellationToken)
    {
        var resource = DeliveryResource.Search;
        var parameters = new Parameters(query);
        var asked = SearchQuery.Read(parameters);
        var types = parameters.OneOf("type", [.. resource.Types.Select(Documents.DocumentTypes.Name)]);
        var filters = DocumentFilters.Read(parameters, resource);
        if (types.Count > 0) filters = filters with { Types = [.. types.Select(Documents.DocumentTypes.Parse)] };
        var projection = Projection.Read(parameters, resource, BodyForms.None);
        var limit = parameters.Whole("limit", 1, 100, 20);
        var cursorText = parameters.One("cursor", Cursors.MaxLength);
        if (parameters.Finish() is { } refused) return refused;

        var list = ListLinks.Bind("search", query);
        var cursor = cursors.ReadOptional(cursorText, list);
        if (cursor.Failed) return cursor.Error;

        var reading = plane.Reading;
        var (question, ranked) = await FindAsync(asked!, filters, cancellationToken);
        var (page, previous, next) = Cut(ranked, cursor.Value, limit);
        var forms = projection.Bodies | BodyForms.Text;
        // Those that the reader does not see were not found.
        var found = page.Count == 0 ? [] : await reading.WholeAsync(page.ConvertAll(hit => hit.Id), forms, cancellationToken);
        var moment = await reading.MomentAsync(cancellationToken);
        // Snippets too say nothing of what the reader is kept from.
        var finished = await plane.FinishAsync(found, forms, cancellationToken);
        if (finished.Failed) return finished.Error;
        var rows = finished.Value.ToDictionary(row => row.Id);
        // What went in between is missing; the answer is made anew then.
        var shown = page.FindAll(hit => rows.ContainsKey(hit.Id)).ConvertAll(hit => projection.Bodies.HasFlag(BodyForms.Text) ? rows[hit.Id] : rows[hit.Id] with { Text = null });

        var highlighters = new Dictionary<string, Highlighter>();
        var links = new ListLinks(plane.Address.Base, path, query);
        if (next is not null) links.Add("next", cursors.Write(next, list));
        if (previous is not null) links.Add("prev", cursors.Write(previous, list));
        var ranks = page.ToDictionary(hit => hit.Id, hit => hit.Rank);
        var answer = await ItemsAnswer.MakeAsync(reading, projection, shown, resource, output => ListDocuments.WritePage(output, limit, links, null, moment), cancellationToken,
            (root, output) => AddFinding(HighlighterOf(root.Language), ranks[root.Id], rows[root.Id], reading.Sight.Now, output));
        // A newly published item changes what others weigh.
        return answer with { Sequence = moment.Sequence, MadeFrom = new(MadeFrom.Everything), ChangesAt = moment.ChangesAt, LastModified = moment.ChangedAt, Links = links.All };

        // What one has found out about words is not found out again for the next item.
        Highlighter HighlighterOf(string tag)
        {
            var language = SearchLanguages.Of(tag);
            if (!highlighters.TryGetValue(language, out var known)) highlighters[language] = known = new(question, language);
            return known;
        }
    }

    /// <summary>Looks for the words first; where they find too little also for longer words, and where that finds nothing for misspelt ones.</summary>
    private async Task<(SearchQuestion Question, List<SearchHit> Ranked)> FindAsync(SearchQuery asked, DocumentFilters filters, CancellationToken cancellationToken)
    {
        var reading = plane.Reading;
        var languages = await searched.FindAsync(reading, cancellationToken);
        if (filters.Languages.Count > 0) languages = [.. languages.Intersect(filters.Languages.SelectMany(group => group).Select(SearchLanguages.Of))];
        var question = new SearchQuestion(await new SearchNames(reading).AddToAsync(asked, cancellationToken), languages) { Most = MaxRanked };
        if (languages.Count == 0) return (question, []);
        var named = await filters.FindAsync(reading, cancellationToken);
        if (named.Any(one => one.Ids.Count == 0)) return (question, []);
        var among = new SearchedDocuments(reading.Sight.Now, now => filters.Apply(reading.NumberedDb, reading.Sight with { Now = now }, named).All)
        {
            Shape = reading.Sight == new Sight(reading.Sight.Now) && filters.AreNone ? string.Join(',', filters.Types) : null,
        };
        question = question with { Among = [.. named.Where(group => group.Relation is Relations.Author or Relations.Tag).Select(group => group.Ids.Select(SearchKeys.Named).ToList())] };
        var found = await NewestAsync(question);
        if (found.Count < MaxRanked && asked.Wanted.Any(term => term.IsPrefix)) found = await NewestAsync(question = question with { WithPrefixes = true });
        if (found.Count == 0) found = await NewestAsync(question = question with { WithTypos = true });
        return (question, [.. found.OrderByDescending(hit => hit.Rank).ThenByDescending(hit => hit.Id)]);

        async Task<List<SearchHit>> NewestAsync(SearchQuestion wanted)
        {
            for (int? reach = FirstReach; ;)
            {
                var rows = await reading.NumberedDb.Search(wanted with { Reach = reach }, among).ToListAsync(cancellationToken);
                reading.Reached(rows[0].Sequence);
                List<SearchHit> newest = [.. rows.Where(row => row.Id is not null).Select(row => new SearchHit(row.Id!.Value, row.Rank ?? 0))];
                if (newest.Count == MaxRanked || reach is null || rows[0].Matched < reach) return newest;
                // Twice what is needed if as many of the older ones are left out.
                reach = reach * 2 * MaxRanked / Math.Max(1, newest.Count) is var next && next <= LastReach ? next : null;
            }
        }
    }

    /// <summary>
    /// The page beside the item that the cursor names. Where that is now counts, for its rank may have changed a little with what others say;
    /// once it is gone, where it was.
    /// </summary>
    private static (List<SearchHit> Page, Cursor? Previous, Cursor? Next) Cut(List<SearchHit> ranked, Cursor? cursor, int limit)
    {
        var (from, to) = (0, Math.Min(limit, ranked.Count));
        if (cursor is not null)
        {
            var at = ranked.FindIndex(hit => hit.Id == cursor.Id);
            var was = double.Parse(cursor.Value, CultureInfo.InvariantCulture);
            var before = at >= 0 ? at : ranked.TakeWhile(hit => hit.Rank > was || (hit.Rank == was && hit.Id.CompareTo(cursor.Id) > 0)).Count();
            if (cursor.Backwards) (from, to) = (Math.Max(0, before - limit), before);
            else from = at >= 0 ? at + 1 : before;
            to = cursor.Backwards ? to : Math.Min(from + limit, ranked.Count);
        }
        var page = ranked[from..to];
        return page.Count == 0 ? (page, null, null) : (page, from > 0 ? Place(page[0], true) : null, to < ranked.Count ? Place(page[^1], false) : null);

        static Cursor Place(SearchHit hit, bool backwards) => new(hit.Rank.ToString("R", CultureInfo.InvariantCulture), hit.Id, backwards);
    }

    private static void AddFinding(Highlighter highlighter, double rank, ShownDocument document, DateTimeOffset now, DocumentBuffer output)
    {
        output.Truncate(output.Length - 1);
        output.Append(",\"search\":{\"rank\":"u8);
        output.Append(Math.Round(rank, 4).ToString(CultureInfo.InvariantCulture));
        output.Append(",\"title\":"u8);
        output.Append(JsonText.Write(highlighter.Whole(document.Title)));
        output.Append(",\"snippet\":"u8);
        output.Append(JsonText.Write(highlighter.Snippet(TextOf(document, now))));
        output.Append("}}"u8);
    }

    /// <summary>What readers see of it at this time as text.</summary>
    private static string TextOf(ShownDocument document, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var part in Teaser(document.Summary).Concat(StoredBodies.Parts(TimedForm.At(document.Text, now).ToArray()))) text.Append(JsonSerializer.Deserialize<string>(part.Span)).Append('\n');
        return text.ToString().Trim();
    }

    /// <summary>The teaser stands before anything that could hold one too.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Teaser(byte[]? summary)
    {
        var at = summary.AsSpan().IndexOf(",\"teaser\":\""u8);
        if (at < 0) return [];
        var start = at + ",\"teaser\":"u8.Length;
        var reader = new Utf8JsonReader(summary.AsSpan(start));
        reader.Read();
        return [summary.AsMemory(start, (int)reader.BytesConsumed)];
    }
}
