using System.Data;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Newsletter.Load;

/// <summary>What an uncached read can do: one hand-written statement for each request, over plain tables, whose result is the JSON itself.</summary>
internal static class LimitSql
{
    /// <summary>A page of cards: the ids first, then authors and tags of all of them at once.</summary>
    private const string Cards = """
        , u as materialized (select x.article_id, json_agg(json_build_object('name', u.name, 'slug', u.slug) order by x.pos) j
          from a join article_author x on x.article_id = a.id join author u on u.id = x.author_id group by 1)
        , g as materialized (select y.article_id, json_agg(json_build_object('name', g.name, 'slug', g.slug) order by y.pos) j
          from a join article_tag y on y.article_id = a.id join tag g on g.id = y.tag_id group by 1)
        select json_build_object('items', coalesce(json_agg(json_build_object('title', a.title, 'slug', a.slug, 'teaser', a.teaser, 'publishedAt', a.published_at,
          'authors', u.j, 'tags', g.j) order by a.published_at desc, a.id desc), '[]'))::text
        from a left join u on u.article_id = a.id left join g on g.article_id = a.id
        """;

    private const string List = "with a as materialized (select id, title, slug, teaser, published_at from article where status = 'published' order by published_at desc, id desc limit 20 offset $1)" + Cards;

    private const string Filter = "with a as materialized (select b.id, b.title, b.slug, b.teaser, b.published_at from article_tag t join article b on b.id = t.article_id " +
        "where t.tag_id = (select id from tag where slug = $1) and b.status = 'published' order by t.published_at desc, t.article_id desc limit 20)" + Cards;

    private const string Item = """
        select json_build_object('title', a.title, 'slug', a.slug, 'teaser', a.teaser, 'body', a.body, 'kind', a.kind, 'publishedAt', a.published_at,
          'authors', (select json_agg(json_build_object('name', u.name, 'slug', u.slug) order by x.pos) from article_author x join author u on u.id = x.author_id where x.article_id = a.id),
          'tags', (select json_agg(json_build_object('name', g.name, 'slug', g.slug) order by y.pos) from article_tag y join tag g on g.id = y.tag_id where y.article_id = a.id))::text
        from article a where a.slug = $1 and a.status = 'published'
        """;

    private const string Edition = """
        with e as materialized (select id, title, slug, published_at from edition where slug = $1 and status = 'published')
        , a as materialized (select m.pos, a.id, a.title, a.slug, a.teaser from e join edition_article m on m.edition_id = e.id join article a on a.id = m.article_id where a.status = 'published')
        , u as materialized (select x.article_id, json_agg(json_build_object('name', u.name, 'slug', u.slug) order by x.pos) j
          from a join article_author x on x.article_id = a.id join author u on u.id = x.author_id group by 1)
        select json_build_object('title', e.title, 'slug', e.slug, 'publishedAt', e.published_at, 'articles',
          (select json_agg(json_build_object('title', a.title, 'slug', a.slug, 'teaser', a.teaser, 'authors', u.j) order by a.pos) from a left join u on u.article_id = a.id))::text
        from e
        """;

    private const string Schema = """
        create table author (id int primary key, name text not null, slug text not null unique);
        create table tag (id int primary key, name text not null, slug text not null unique);
        create table article (id int primary key, slug text not null unique, title text not null, teaser text not null, body text not null, kind text not null, status text not null, published_at timestamptz);
        create table article_author (article_id int not null, pos int not null, author_id int not null, primary key (article_id, pos));
        create table article_tag (article_id int not null, pos int not null, tag_id int not null, published_at timestamptz, primary key (article_id, pos));
        create table edition (id int primary key, slug text not null unique, title text not null, status text not null, published_at timestamptz);
        create table edition_article (edition_id int not null, pos int not null, article_id int not null, primary key (edition_id, pos));
        """;

    private const string Indexes = """
        create index on article (published_at desc, id desc) where status = 'published';
        create index on article_tag (tag_id, published_at desc, article_id desc);
        create index on article_author (author_id);
        create index on edition_article (article_id);
        """;

    /// <summary>Prepared statements with generic plans: PostgreSQL would plan the list anew each time.</summary>
    private static string Tuned(string connection) => connection + ";Maximum Pool Size=8;Minimum Pool Size=4;Max Auto Prepare=20;Auto Prepare Min Usages=1;No Reset On Close=true;Options=-c plan_cache_mode=force_generic_plan";

    public static void Run(string connection, string url)
    {
        var db = new NpgsqlSlimDataSourceBuilder(Tuned(connection)).Build();
        var app = References.Build(url);
        app.MapGet("/articles", (HttpContext context) => context.Request.Query.TryGetValue("tag", out var tag)
            ? SendAsync(context, Filter, Text(tag.ToString()))
            : SendAsync(context, List, new NpgsqlParameter<int> { TypedValue = ((int.TryParse(context.Request.Query["page"], out var page) ? page : 1) - 1) * 20 }));
        app.MapGet("/articles/{slug}", (HttpContext context, string slug) => SendAsync(context, Item, Text(slug)));
        app.MapGet("/editions/{slug}", (HttpContext context, string slug) => SendAsync(context, Edition, Text(slug)));
        app.Run();

        async Task SendAsync(HttpContext context, string sql, NpgsqlParameter parameter)
        {
            await using var open = await db.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(sql, open) { Parameters = { parameter } };
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow);
            if (!await reader.ReadAsync() || reader.IsDBNull(0))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            var json = reader.GetFieldValue<byte[]>(0);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = json.Length;
            await context.Response.Body.WriteAsync(json);
        }
    }

    public static async Task LoadAsync(string connection, string folder)
    {
        await using var db = NpgsqlDataSource.Create(connection);
        await ExecuteAsync(db, Schema);
        await CopyAsync(db, "author (id, name, slug)", Lines(folder, "authors.ndjson").Select((author, at) => new object[] { at, (string)author["title"]!, (string)author["slug"]! }));
        await CopyAsync(db, "tag (id, name, slug)", Lines(folder, "tags.ndjson").Select((tag, at) => new object[] { at, (string)tag["title"]!, (string)tag["slug"]! }));
        await CopyAsync(db, "article (id, slug, title, teaser, body, kind, status, published_at)", Articles().Select((article, at) => new object[]
            { at, (string)article["slug"]!, (string)article["title"]!, (string)article["teaser"]!, (string)article["body"]!, (string)article["kind"]!, "published", Instant(article) }));
        await CopyAsync(db, "article_author (article_id, pos, author_id)", Articles().SelectMany((article, at) => article["authors"]!.AsArray().Select((author, pos) => new object[] { at, pos, (int)author! })));
        await CopyAsync(db, "article_tag (article_id, pos, tag_id, published_at)", Articles().SelectMany((article, at) => article["tags"]!.AsArray().Select((tag, pos) => new object[] { at, pos, (int)tag!, Instant(article) })));
        await CopyAsync(db, "edition (id, slug, title, status, published_at)", Editions().Select((edition, at) => new object[] { at, (string)edition["slug"]!, (string)edition["title"]!, "published", Instant(edition) }));
        await CopyAsync(db, "edition_article (edition_id, pos, article_id)", Editions().SelectMany((edition, at) => edition["articles"]!.AsArray().Select((article, pos) => new object[] { at, pos, (int)article! })));
        await ExecuteAsync(db, Indexes);
        await ExecuteAsync(db, "vacuum analyze");

        IEnumerable<JsonNode> Articles() => Lines(folder, "limit/articles.jsonl");
        IEnumerable<JsonNode> Editions() => Lines(folder, "limit/editions.jsonl");
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static DateTime Instant(JsonNode item) => DateTimeOffset.Parse((string)item["publishedAt"]!, CultureInfo.InvariantCulture).UtcDateTime;

    private static IEnumerable<JsonNode> Lines(string folder, string name) => File.ReadLines(Path.Combine(folder, name)).Select(line => JsonNode.Parse(line)!);

    private static async Task ExecuteAsync(NpgsqlDataSource db, string sql)
    {
        await using var command = db.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlDataSource db, string table, IEnumerable<object[]> rows)
    {
        await using var open = await db.OpenConnectionAsync();
        await using var copy = await open.BeginBinaryImportAsync($"copy {table} from stdin (format binary)");
        foreach (var row in rows) await copy.WriteRowAsync(default, row);
        await copy.CompleteAsync();
    }
}
