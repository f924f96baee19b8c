using System.CommandLine;
using Newsletter.Api.OpenApi;

namespace Newsletter.Api.Commands;

internal static class OpenApiCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where to write.", DefaultValueFactory = _ => "openapi" };
        var command = new Command("openapi", "Writes the OpenAPI documents.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = Server.Build([]);
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
}
