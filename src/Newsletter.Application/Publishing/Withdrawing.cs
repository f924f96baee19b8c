using Microsoft.EntityFrameworkCore;
using Newsletter.Domain;

namespace Newsletter.Application.Publishing;

/// <summary>What is taken back from readers together, and what stays although it was asked for.</summary>
public sealed record Withdrawal(IReadOnlyList<Item> Items, IReadOnlyList<Issue> Stays);

/// <summary>Takes an item back from readers; with an edition, if asked for, the articles that readers see in it and in no other.</summary>
public sealed class Withdrawing(IEditorialDb db, Publisher publisher)
{
    public async Task<Result<Withdrawal>> ExecuteAsync(Item item, bool includeArticles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var withdrawal = includeArticles ? await WithArticlesAsync(item, now, cancellationToken) : new([item], []);
        foreach (var one in withdrawal.Items)
        {
            if (one.Step(WorkflowAction.Unpublish, now) is { } illegal) return illegal;
        }
        await publisher.WithdrawAsync(withdrawal.Items, "unpublished", now, cancellationToken);
        return withdrawal;
    }

    private async Task<Withdrawal> WithArticlesAsync(Item edition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var articles = await db.ShownArticlesAsync(edition.Id, cancellationToken);
        var ids = articles.ConvertAll(article => article.Id.Value);
        var elsewhere = (await db.PublishedReferences.Where(reference => ids.Contains(reference.ToId) && reference.FromId != edition.Id.Value && reference.Relation == Relations.SectionItem)
            .Join(db.Documents.Where(document => document.VisibleUntil > now), reference => reference.FromId, document => document.Id, (reference, document) => new { reference.ToId, document.Title })
            .Distinct().ToListAsync(cancellationToken)).ToLookup(row => row.ToId, row => row.Title);
        var stays = from article in articles
                    let others = elsewhere[article.Id.Value].Order(StringComparer.Ordinal).ToList()
                    where others.Count > 0
                    select new Issue("", "still_shown", $"\"{article.Title}\" stays: the edition \"{others[0]}\" shows it.") { Item = article.Id };
        return new([edition, .. articles.Where(article => !elsewhere.Contains(article.Id.Value))], [.. stays]);
    }
}
