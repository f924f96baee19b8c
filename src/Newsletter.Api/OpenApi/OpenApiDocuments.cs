using Microsoft.OpenApi;
using Newsletter.Api.Accounts;
using Newsletter.Api.OpenApi.Operations;
using Newsletter.Api.OpenApi.Schemas;
using Newsletter.Domain.Access;
using Newsletter.Infrastructure.Identity;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi;

/// <summary>The documents that describe the API.</summary>
internal static class OpenApiDocuments
{
    public const string Delivery = "delivery";
    public const string Preview = "preview";
    public const string Management = "management";

    public static IReadOnlyList<string> Names { get; } = [Delivery, Preview, Management];

    /// <summary>Whether the document shows what readers see, or would see.</summary>
    public static bool Shows(string name) => name is Delivery or Preview;

    public static string Path(string name) => $"/openapi/{name}.v1.json";

    /// <summary>The same in OpenAPI 3.0: Swagger UI takes twice as long to show 3.1, and four times as long to open an operation.</summary>
    private static string PathForSwaggerUi(string name) => $"/swagger/{name}.v1.json";

    public static async Task<string> RenderAsync(IServiceProvider services, string name, OpenApiSpecVersion version = OpenApiSpecVersion.OpenApi3_1)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync(name);
        if (version is OpenApiSpecVersion.OpenApi3_0) LeaveFieldsEmpty(document);
        return (await document.SerializeAsJsonAsync(version)).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>
    /// What 3.1 has as examples of a schema, 3.0 has as the one example, and Swagger UI would write it into the field: the same idempotency key
    /// for whatever is done.
    /// </summary>
    private static void LeaveFieldsEmpty(OpenApiDocument document)
    {
        var own = document.Paths.Values.SelectMany(path => path.Operations ?? []).SelectMany(operation => operation.Value.Parameters ?? []);
        foreach (var schema in own.Concat(document.Components!.Parameters!.Values).OfType<OpenApiParameter>().Select(parameter => parameter.Schema).OfType<OpenApiSchema>()) schema.Examples = null;
    }

    public static void AddOpenApiDocuments(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddTransient<ISchemaGenerator, ContractSchemas>();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Delivery, DocumentTexts.Delivery);
            options.SwaggerDoc(Preview, DocumentTexts.Preview);
            options.SwaggerDoc(Management, DocumentTexts.Management);
            options.AddServer(new() { Url = "/", Description = "This server" });
            // HEAD is answered wherever GET is, and would only say everything twice.
            options.DocInclusionPredicate((document, api) => api.GroupName == document && api.HttpMethod != HttpMethods.Head);
            options.AddSecurityDefinition(SecurityFilter.Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "nlk_...",
                Description = "An API key, sent as Authorization: Bearer nlk_... Make one with the command keys create.",
            });
            options.AddSecurityDefinition(SecurityFilter.SignIn, SignIn());
            options.OperationFilter<DeliveryParametersFilter>();
            options.OperationFilter<ManagementParametersFilter>();
            options.OperationFilter<SecurityFilter>();
            options.OperationFilter<ResponsesFilter>();
            options.OperationFilter<ExamplesFilter>();
            options.OperationFilter<TusFilter>();
            options.DocumentFilter<DocumentPartsFilter>();
            options.DocumentFilter<SharedPartsFilter>();
        });
    }

    private static OpenApiSecurityScheme SignIn() => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "Signing in with an account (authorization code with PKCE). What the role may do is given where no scope is chosen.",
        Flows = new()
        {
            AuthorizationCode = new()
            {
                AuthorizationUrl = new(EmbeddedServer.AuthorizePath, UriKind.Relative),
                TokenUrl = new(EmbeddedServer.TokenPath, UriKind.Relative),
                RefreshUrl = new(EmbeddedServer.TokenPath, UriKind.Relative),
                Scopes = Scopes.All.ToDictionary(scope => scope, scope => $"The scope {scope}, where the role has it."),
            },
        },
    };

    public static void MapOpenApiDocuments(this WebApplication app)
    {
        foreach (var name in Names)
        {
            app.MapDocument(Path(name), name, OpenApiSpecVersion.OpenApi3_1);
            app.MapDocument(PathForSwaggerUi(name), name, OpenApiSpecVersion.OpenApi3_0);
        }
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger"), swagger => swagger.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "swagger";
            ui.DocumentTitle = "Newsletter API";
            foreach (var name in Names) ui.SwaggerEndpoint(PathForSwaggerUi(name), $"Newsletter: {name} v1");
            ui.OAuthClientId(SwaggerClient.Id);
            ui.OAuthUsePkce();
            ui.EnableTryItOutByDefault();
            ui.EnablePersistAuthorization();
            ui.EnableDeepLinking();
            ui.DisplayRequestDuration();
            ui.DefaultModelsExpandDepth(0);
            // The validator badge would call another site.
            ui.EnableValidator(null);
        }));
    }

    private static void MapDocument(this WebApplication app, string path, string name, OpenApiSpecVersion version)
    {
        // What it says is settled when the server starts.
        var rendered = new Lazy<Task<string>>(() => RenderAsync(app.Services, name, version));
        app.MapGet(path, async () => Results.Text(await rendered.Value, "application/json")).ExcludeFromDescription();
    }
}
