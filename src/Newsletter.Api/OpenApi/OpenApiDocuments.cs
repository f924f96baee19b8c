using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Newsletter.Api.OpenApi;

/// <summary>The documents that describe the API.</summary>
internal static class OpenApiDocuments
{
    public const string Delivery = "delivery";
    public const string Management = "management";

    public static IReadOnlyList<string> Names { get; } = [Delivery, Management];

    public static async Task<string> RenderAsync(IServiceProvider services, string name)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync(name);
        return (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).ReplaceLineEndings("\n") + "\n";
    }

    public static void AddOpenApiDocuments(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Delivery, new() { Title = "Newsletter: delivery", Version = "v1", Description = "What front ends and partners read: everything published, and nothing else." });
            options.SwaggerDoc(Management, new() { Title = "Newsletter: management", Version = "v1", Description = "What editors and integrations write." });
            options.DocInclusionPredicate((document, api) => api.GroupName == document);
            options.NonNullableReferenceTypesAsRequired();
            options.SupportNonNullableReferenceTypes();
        });
    }

    public static void MapOpenApiDocuments(this WebApplication app)
    {
        app.MapGet("/openapi/{name}.v1.json", async (string name, IServiceProvider services) => Names.Contains(name)
            ? Results.Text(await RenderAsync(services, name), "application/json")
            : Results.NotFound()).ExcludeFromDescription();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "swagger";
            foreach (var name in Names) ui.SwaggerEndpoint($"/openapi/{name}.v1.json", $"Newsletter: {name} v1");
        });
    }
}
