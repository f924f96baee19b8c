using Microsoft.Data.Sqlite;
using Newsletter.Application.Exchange;
using Newsletter.Domain;

namespace Newsletter.Infrastructure.Persistence.Sqlite;

/// <summary>Keeps the index of an import in a file of its own, whichever engine the import writes to.</summary>
internal sealed class SqliteImportIndexes(StorageFolder storage) : IImportIndexes
{
    public IImportIndex Create()
    {
        Directory.CreateDirectory(storage.Path);
        return new SqliteImportIndex(Path.Combine(storage.Path, $".import-{Path.GetRandomFileName()}"));
    }
}

/// <summary>One table of lines and one of what waiting lines need. Nothing in it outlives the import, so nothing is made durable.</summary>
internal sealed class SqliteImportIndex : IImportIndex
{
    private const string Columns = "type, number, offset, length, id, slug, language, publishes, existed, state";

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = [];

    public SqliteImportIndex(string path)
    {
        this.path = path;
        connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        Run("""
            PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-16000;
            CREATE TABLE line (type INTEGER, number INTEGER, offset INTEGER, length INTEGER, id BLOB, slug TEXT, language TEXT, publishes INTEGER, existed INTEGER, state INTEGER,
                PRIMARY KEY (type, number)) WITHOUT ROWID;
            CREATE UNIQUE INDEX line_id ON line (id);
            CREATE UNIQUE INDEX line_slug ON line (type, slug, language);
            CREATE TABLE requirement (type INTEGER, number INTEGER, pointer TEXT, name TEXT, target BLOB);
            CREATE INDEX requirement_target ON requirement (target);
            """);
        Run("BEGIN");
    }

    public long Count { get; private set; }

    public IndexedLine? Add(IndexedLine line)
    {
        var added = Run($"INSERT INTO line ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
            (int)line.Type, line.Number, line.Offset, line.Length, Key(line.Id), line.Slug, line.Language, line.Publishes, line.Existed, (int)line.State);
        Count += added;
        return added > 0 ? null : Query($"SELECT {Columns} FROM line WHERE id = $0 OR (type = $1 AND slug = $2 AND language = $3) ORDER BY id = $0 DESC LIMIT 1", Line,
            Key(line.Id), (int)line.Type, line.Slug, line.Language)[0];
    }

    public IReadOnlyList<IndexedLine> Take(ItemType type, LineState state, int afterNumber, int limit) =>
        Query($"SELECT {Columns} FROM line WHERE type = $0 AND state = $1 AND number > $2 ORDER BY number LIMIT $3", Line, (int)type, (int)state, afterNumber, limit);

    public IndexedLine? Find(ItemId id) => Query($"SELECT {Columns} FROM line WHERE id = $0", Line, Key(id)) is [var line] ? line : null;

    public IReadOnlyList<IndexedLine> Find(ItemType type, string slug) =>
        Query($"SELECT {Columns} FROM line WHERE type = $0 AND slug = $1 ORDER BY number", Line, (int)type, slug);

    public void Mark(IReadOnlyList<IndexedLine> lines, LineState state)
    {
        foreach (var line in lines) Mark(line.Type, line.Number, state);
    }

    public void Require(IndexedLine line, string pointer, string idOrSlug, ItemId target) =>
        Run("INSERT INTO requirement (type, number, pointer, name, target) VALUES ($0, $1, $2, $3, $4)", (int)line.Type, line.Number, pointer, idOrSlug, Key(target));

    public IReadOnlyList<BrokenReference> Break(int limit)
    {
        var broken = Query($"""
            SELECT waiting.type, waiting.number, pointer, name, target.type FROM requirement
            JOIN line waiting ON waiting.type = requirement.type AND waiting.number = requirement.number
            JOIN line target ON target.id = requirement.target
            WHERE waiting.state IN ({(int)LineState.Waiting}, {(int)LineState.Ready}) AND target.state = {(int)LineState.Failed} AND target.existed = 0
            ORDER BY waiting.type, waiting.number LIMIT $0
            """, row => new BrokenReference((ItemType)row.GetInt32(0), row.GetInt32(1), row.GetString(2), (ItemType)row.GetInt32(4), row.GetString(3)), limit);
        foreach (var (type, number) in broken.Select(reference => (reference.Type, reference.Number)).Distinct()) Mark(type, number, LineState.Failed);
        return broken;
    }

    public int Release() => Run($"""
        WITH RECURSIVE blocked (type, number) AS (
            SELECT requirement.type, requirement.number FROM requirement JOIN line target ON target.id = requirement.target WHERE target.state = {(int)LineState.Pending}
            UNION
            SELECT requirement.type, requirement.number FROM blocked JOIN line USING (type, number) JOIN requirement ON requirement.target = line.id)
        UPDATE line SET state = {(int)LineState.Ready} WHERE state = {(int)LineState.Waiting} AND (type, number) NOT IN (SELECT type, number FROM blocked)
        """);

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
        File.Delete(path);
    }

    private void Mark(ItemType type, int number, LineState state) => Run("UPDATE line SET state = $2 WHERE type = $0 AND number = $1", (int)type, number, (int)state);

    private static byte[] Key(ItemId id) => id.Value.ToByteArray(bigEndian: true);

    private static IndexedLine Line(SqliteDataReader row) => new((ItemType)row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt32(3),
        new(new Guid(row.GetFieldValue<byte[]>(4), bigEndian: true)), row.GetString(5), row.GetString(6), row.GetBoolean(7), row.GetBoolean(8), (LineState)row.GetInt32(9));

    private int Run(string sql, params object[] values) => Prepared(sql, values).ExecuteNonQuery();

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params object[] values)
    {
        using var rows = Prepared(sql, values).ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    private SqliteCommand Prepared(string sql, object[] values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
        }
        for (var at = 0; at < values.Length; at++)
        {
            if (command.Parameters.Count > at) command.Parameters[at].Value = values[at];
            else command.Parameters.AddWithValue($"${at}", values[at]);
        }
        return command;
    }
}
