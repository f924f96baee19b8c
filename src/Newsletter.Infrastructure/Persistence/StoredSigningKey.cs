using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Newsletter.Application;
using Newsletter.Infrastructure.Persistence.Configurations;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>The key for cursors and links, kept in the database so that all processes read each other's.</summary>
internal sealed class StoredSigningKey(IDbContextFactory<EditorialDbContext> contexts) : ISigningKey
{
    private const string Name = "cursor";

    private readonly Lazy<byte[]> value = new(() => Load(contexts));

    public byte[] Value => value.Value;

    private static byte[] Load(IDbContextFactory<EditorialDbContext> contexts)
    {
        using var db = contexts.CreateDbContext();
        var secrets = db.Set<StoredSecret>();
        if (secrets.AsNoTracking().SingleOrDefault(secret => secret.Name == Name) is { } known) return known.Value;
        try
        {
            var made = new StoredSecret { Name = Name, Value = RandomNumberGenerator.GetBytes(32) };
            secrets.Add(made);
            db.SaveChanges();
            return made.Value;
        }
        catch (DbUpdateException)
        {
            // Another process was faster.
            return secrets.AsNoTracking().Single(secret => secret.Name == Name).Value;
        }
    }
}
