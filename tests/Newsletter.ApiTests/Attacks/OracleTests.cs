using System.Text.RegularExpressions;
using Newsletter.ApiTests.Management;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.Attacks;

/// <summary>No question about what is hidden is answered differently from a question about what does not exist.</summary>
public abstract partial class OracleTests(Engine engine, SharedServer shared) : SharedServerTests(engine, shared)
{
    private static readonly string[] Relations = ["author", "authors", "newsletter", "tags", "articles", "createdBy", "revisions", "key"];
    private static readonly string[] Fields = ["passwordHash", "email", "token", "resetToken", "secret", "internalNote", "hash", "content", "status", "publishAt"];
    private static readonly string[] Forms = ["{0}.{1}", "{0}[{1}]", "{0}__{1}__startswith", "filter[{0}][{1}][$startsWith]", "where[{0}][{1}][contains]", "{1}[gt]", "{1}", "populate[{0}][fields]", "lookup[{0}.{1}]", "fields[{0}.{1}]"];

    [Fact]
    public async Task Relations_and_private_fields_are_not_filters()
    {
        await Samples.CreateAsync(Owner, "authors", write => write["internalNote"] = "a-secret");
        var lists = (await Attempts.ReadsAsync(Server, "delivery", "preview", "management")).Where(operation => operation.IsList()).Select(operation => operation.Url.Split('?')[0]).ToList();
        var names = (from relation in Relations from field in Fields from form in Forms select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, relation, field)).Distinct().Where(name => name != "status").ToList();
        // A quarter of the names for each list, another for the next. A token is what preview does take, an address what those who manage accounts ask for.
        var paths = lists.SelectMany((list, at) => names.Where((name, n) => n % 4 == at % 4 && !(name == "token" && list.StartsWith("/preview/", StringComparison.Ordinal)) && !(name == "email" && list.EndsWith("/users", StringComparison.Ordinal))).Select((name, n) => $"{list}?{name}={(n % 2 == 0 ? "a" : "b")}"));
        var nonsense = new Dictionary<string, string>();
        foreach (var list in lists) nonsense[list] = Masked((await Owner.GetReplyAsync(list + "?nonsense=a")), "nonsense");
        await Attempts.NoneSucceedsAsync(Owner, paths, 3000, (path, reply) =>
        {
            var (list, name) = (path.Split('?')[0], path.Split('?')[1].Split('=')[0]);
            if (nonsense[list].StartsWith("404", StringComparison.Ordinal)) return reply.Status == 404 ? null : "not as nonsense";
            return Masked(reply, name) == nonsense[list] ? null : $"not as nonsense, which is {nonsense[list]}";
        });
    }

    [Fact]
    public async Task Nothing_hidden_gives_an_order_or_is_shown_by_another_name()
    {
        string[] hidden = ["internalNote", "status", "createdAt", "version", "publishAt", "scheduledFor", "assignee", "searchTitle", "content", "random", "(select 1)", "title;", "title desc", "authors.title", "rank"];
        var lists = (await Attempts.ReadsAsync(Server, "delivery")).Where(operation => operation.IsList()).Select(operation => operation.Url.Split('?')[0]).Where(path => !path.EndsWith("/editions", StringComparison.Ordinal) || path.Count(c => c == '/') == 3)
            .Where(path => !path.EndsWith("/episodes", StringComparison.Ordinal) || path.Count(c => c == '/') == 3);
        string[] parameters = ["sort=", "sort=-", "include=", "fields%5Barticle%5D=", "fields%5Bauthor%5D=title,", "body=", "alias=", "select=", "order=", "populate=", "expand="];
        await Attempts.NoneSucceedsAsync(Anonymous, from list in lists from parameter in parameters from name in hidden select $"{list}?{parameter}{Uri.EscapeDataString(name)}", 1000,
            (_, reply) => reply.Status == 400 ? null : "not refused");
    }

    [Fact]
    public async Task A_search_for_what_is_hidden_is_a_search_for_nothing()
    {
        const string Secret = "canarysecretword", Random = "randomotherwords";
        await Samples.CreateAsync(Owner, "articles", write => (write["title"], write["internalNote"], write["body"]) = (Secret, Secret, Samples.Body(Secret)));
        await Samples.CreateAsync(Owner, "authors", write => (write["internalNote"], write["status"]) = (Secret, "draft"));
        var published = await Owner.PublishAsync("articles", await Samples.CreateAsync(Owner, "articles"));
        (await Owner.SendTextAsync(HttpMethod.Patch, published.Address("articles"), $"{{\"title\":\"{Secret}\"}}", published.Tag())).Is(200);
        foreach (var list in new[] { "articles", "authors", "editions", "tags", "newsletters", "notices", "podcasts", "episodes" })
        {
            foreach (var form in new[] { "q={0}", "q={0}&count=true", "tag={0}&q=x", "author={0}", "edition={0}", "newsletter={0}" })
            {
                var (one, two) = (await AskAsync(list, form, Secret), await AskAsync(list, form, Random));
                Assert.True(one == two, $"{list} {form}\n{one}\n{two}");
            }
        }
    }

    private async Task<string> AskAsync(string list, string form, string word)
    {
        var reply = await Anonymous.GetReplyAsync($"/api/v1/{list}?{string.Format(System.Globalization.CultureInfo.InvariantCulture, form, word)}");
        var headers = string.Join('\n', reply.Headers.Where(header => header.Key is not "Date" and not "ETag").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
        return $"{headers}\n{Masked(reply, word)}";
    }

    private static string Masked(Reply reply, string name) =>
        reply.Status + TraceId().Replace(reply.Text, "").Replace(Uri.UnescapeDataString(name), "NAME", StringComparison.Ordinal);

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}

public sealed class OracleOnSqlite(SharedServer shared) : OracleTests(Engine.Sqlite, shared);

public sealed class OracleOnPostgreSql(SharedServer shared) : OracleTests(Engine.PostgreSql, shared);
