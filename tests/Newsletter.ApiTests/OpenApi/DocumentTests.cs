using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Testing;
using Xunit;

namespace Newsletter.ApiTests.OpenApi;

/// <summary>The documents are whole, valid, committed, and say what the routes say.</summary>
public sealed class DocumentTests(DocumentTests.Started started) : IClassFixture<DocumentTests.Started>
{
    /// <summary>What browsers and machines are served beside the API.</summary>
    private static readonly string[] Undocumented = ["/", "/home.css", "/health/live", "/health/ready", "/openapi/delivery.v1.json", "/openapi/preview.v1.json", "/openapi/management.v1.json", "/swagger/delivery.v1.json", "/swagger/preview.v1.json", "/swagger/management.v1.json", "/schemas/body/1.json",
        "/connect/authorize", "/connect/token", "/connect/logout", "/account", "/account/account.css", "/account/sign-in", "/account/second-step", "/account/sign-out", "/account/sign-out-everywhere", "/account/authenticator", "/account/recovery-codes", "/account/reset", "/account/reset/new", "/account/accept"];

    public static TheoryData<string> Names => ["delivery", "preview", "management"];

    [Theory, MemberData(nameof(Names))]
    public async Task The_committed_document_is_the_one_of_the_running_API(string name)
    {
        var committed = await File.ReadAllTextAsync(RepositoryRoot.Combine("openapi", $"{name}.v1.json"));
        var running = (await DocumentedApi.ReadAsync(started.Server, name)).Text;
        Assert.True(committed == running, $"openapi/{name}.v1.json differs from the running API. Renew it with: dotnet run --project src/Newsletter.Api -- openapi");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Every_operation_is_described_in_full(string name)
    {
        var document = await DocumentedApi.ReadAsync(started.Server, name);
        var missing = document.Operations.SelectMany(operation => Missing(operation, name == "management").Select(what => $"{operation.Name}: {what}")).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.Equal(document.Operations.Count, document.Operations.Select(operation => operation.Id).Distinct().Count());
        Assert.All(document.Json["tags"]!.AsArray(), tag => Assert.NotEqual("", (string?)tag!["description"] ?? ""));
    }

    [Fact]
    public async Task Ids_of_operations_are_unique_in_all_documents()
    {
        var ids = (await AllAsync()).Select(operation => operation.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Every_route_is_documented_and_every_documented_operation_is_a_route()
    {
        var documented = (await AllAsync()).Select(operation => operation.Name).Order(StringComparer.Ordinal);
        var routes = started.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => (Path: "/" + string.Join('/', route.RoutePattern.PathSegments.Select(Segment)), Methods: route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []))
            .Where(route => !Undocumented.Contains(route.Path))
            .SelectMany(route => route.Methods.Where(method => method != "HEAD").Select(method => $"{method} {route.Path}")).Order(StringComparer.Ordinal);
        Assert.Equal(routes, documented);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_document_passes_the_linter(string name) => OpenApiScripts.Lint(RepositoryRoot.Combine("openapi", $"{name}.v1.json"));

    [Theory, MemberData(nameof(Names))]
    public async Task The_form_for_Swagger_UI_has_the_same_operations_and_writes_nothing_into_fields_that_may_stay_empty(string name)
    {
        var form = new DocumentedApi(await started.Server.Anonymous.GetStringAsync($"/swagger/{name}.v1.json"));
        var document = await DocumentedApi.ReadAsync(started.Server, name);
        Assert.StartsWith("3.0.", (string?)form.Json["openapi"]);
        Assert.Equal(document.Operations.Select(operation => operation.Id), form.Operations.Select(operation => operation.Id));
        foreach (var (operation, shown) in document.Operations.Zip(form.Operations))
        {
            Assert.Equal(Filled(operation), Filled(shown));
        }

        static IEnumerable<string> Filled(DocumentedOperation operation) =>
            operation.Parameters.Where(parameter => parameter.ContainsKey("example") || parameter["schema"]!.AsObject().ContainsKey("example")).Select(parameter => (string)parameter["name"]!);
    }

    private async Task<IReadOnlyList<DocumentedOperation>> AllAsync()
    {
        var all = new List<DocumentedOperation>();
        foreach (var name in Names) all.AddRange((await DocumentedApi.ReadAsync(started.Server, name)).Operations);
        return all;
    }

    private static IEnumerable<string> Missing(DocumentedOperation operation, bool isManagement)
    {
        if (operation.Id.Length == 0) yield return "no operationId";
        if (operation.Json["tags"] is not { } tags || tags.AsArray().Count != 1) yield return "not one tag";
        if (((string?)operation.Json["summary"] ?? "").Length == 0) yield return "no summary";
        // A key, a person's token and, for what is published, nothing.
        if (operation.Json["security"]!.AsArray().Count != (operation.Path.StartsWith("/api/", StringComparison.Ordinal) || operation.Path.StartsWith("/media/", StringComparison.Ordinal) ? 3 : 2)) yield return "wrong security";
        if (isManagement && !((string?)operation.Json["description"] ?? "").Contains("scope", StringComparison.Ordinal)) yield return "no scope";
        if (isManagement && !operation.Statuses.Intersect(["401", "403"]).Any()) yield return "no 401 and 403";
        if (isManagement && operation.Method == "POST" && !operation.Parameters.Any(parameter => (string?)parameter["name"] == "Idempotency-Key")) yield return "no Idempotency-Key";
        foreach (var status in operation.Statuses.Where(status => status[0] is '4' or '5'))
        {
            if ((string?)operation.Json["responses"]![status]!["content"]?["application/problem+json"]?["schema"]?["$ref"] != "#/components/schemas/Problem") yield return $"{status} without a problem";
        }
        foreach (var parameter in operation.Parameters)
        {
            if (((string?)parameter["description"] ?? "").Length == 0) yield return $"{parameter["name"]} without a description";
            // A cursor can only be had from an answer.
            if (!parameter.ContainsKey("example") && parameter["schema"]!["examples"] is null && (string?)parameter["name"] != "cursor") yield return $"{parameter["name"]} without an example";
        }
        foreach (var (type, content) in operation.Json["requestBody"]?["content"]?.AsObject() ?? [])
        {
            if (content!["example"] is null && !operation.Path.EndsWith("/file", StringComparison.Ordinal)) yield return $"{type} without an example";
        }
    }

    private static string Segment(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        _ => "",
    }));

    /// <summary>A server without content.</summary>
    public sealed class Started : IAsyncLifetime
    {
        private TestDatabase? database;

        public TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(database = await TestDatabase.CreateAsync(Engine.Sqlite));

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await database!.DisposeAsync();
        }
    }
}
