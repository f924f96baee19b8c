using System.CommandLine;
using Newsletter.Api.OpenApi;

namespace Newsletter.Api.Commands;

internal static class OpenApiCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where to write.", DefaultValueFactory = _ => Path.Combine(Root(), "openapi") };
        var command = new Command("openapi", "Writes the OpenAPI documents.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = Server.Build([]);
            // Starting would make the routes known too, but takes a database.
#pragma warning disable ASP0014
            app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
            var target = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            foreach (var name in OpenApiDocuments.Names)
            {
                await File.WriteAllTextAsync(Path.Combine(target, $"{name}.v1.json"), await OpenApiDocuments.RenderAsync(app.Services, name), cancellationToken);
            }
            Console.WriteLine($"Written to {target}.");
            return 0;
        });
        return command;
    }

    /// <summary>The folder of the solution, from wherever within it the program was started; dotnet run starts it in the project's own.</summary>
    private static string Root()
    {
        var here = Directory.GetCurrentDirectory();
        for (var folder = new DirectoryInfo(here); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Newsletter.sln"))) return folder.FullName;
        }
        return here;
    }
}
