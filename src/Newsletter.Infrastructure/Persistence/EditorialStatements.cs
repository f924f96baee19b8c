using Microsoft.EntityFrameworkCore;
using Newsletter.Application.Access;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>What nearly every write asks: translated once, because EF Core's way from a query to its statement costs more than these statements. For one engine, once in a process.</summary>
public sealed class EditorialStatements
{
    public Func<EditorialDbContext, Guid, string, CancellationToken, Task<IdempotentAnswer?>> AnswerOf { get; } = EF.CompileAsyncQuery((EditorialDbContext db, Guid principal, string key, CancellationToken cancellationToken) =>
        db.IdempotentAnswers.AsNoTracking().FirstOrDefault(answer => answer.Principal == principal && answer.Key == key));

    /// <summary>One statement, each part of which has its index.</summary>
    public Func<EditorialDbContext, ItemType, string, ItemId, Guid, string, string, CancellationToken, Task<bool>> IsSlugWanted { get; } = EF.CompileAsyncQuery(
        (EditorialDbContext db, ItemType type, string typeName, ItemId id, Guid ownId, string slug, string language, CancellationToken cancellationToken) =>
            db.Items.Where(item => item.Type == type && item.Id != id && item.Language == language && item.Slug == slug).Select(item => item.Slug)
                .Concat(db.Items.Where(item => item.Type == type && item.Id != id && item.PublishedLanguage == language && item.PublishedSlug == slug).Select(item => item.PublishedSlug!))
                .Concat(db.RetiredSlugs.Where(old => old.Type == typeName && old.Language == language && old.Slug == slug && old.ItemId != ownId).Select(old => old.Slug))
                .Any());
}
