using System.Security.Cryptography;
using Newsletter.Application;

namespace Newsletter.Infrastructure.Persistence;

/// <summary>The key for cursors and links, kept in the database so that all processes read each other's. The first reader needs it, so it waits for no model.</summary>
internal sealed class StoredSigningKey(IDatabaseEngine engine) : ISigningKey
{
    private const string Name = "cursor";

    private readonly Lazy<byte[]> value = new(() => Load(engine));

    public byte[] Value => value.Value;

    private static byte[] Load(IDatabaseEngine engine)
    {
        using var connection = engine.Connect();
        connection.Open();
        using var read = connection.Command($"SELECT \"Value\" FROM {engine.Table("secret")} WHERE \"Name\" = @name", ("@name", Name));
        if (read.ExecuteScalar() is byte[] known) return known;
        using var insert = connection.Command($"INSERT INTO {engine.Table("secret")} (\"Name\", \"Value\") VALUES (@name, @value) ON CONFLICT DO NOTHING",
            ("@name", Name), ("@value", RandomNumberGenerator.GetBytes(32)));
        insert.ExecuteNonQuery();
        // Another process may have been faster.
        return (byte[])read.ExecuteScalar()!;
    }
}
