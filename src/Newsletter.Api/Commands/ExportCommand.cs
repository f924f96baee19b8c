using System.CommandLine;
using System.Globalization;
using Newsletter.Application.Exchange;

namespace Newsletter.Api.Commands;

internal static class ExportCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "The folder to write; files of an earlier export in it are replaced." };
        var command = new Command("export", "Writes all content and media in the native format (NDJSON, one file for each type). May run beside a server.") { path };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(path)!);
            var report = await services.GetRequiredService<ExportNdjson>().ExecuteAsync(folder, (_, _) => { }, cancellationToken);
            foreach (var (type, count) in report.Items) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ExchangeFiles.Name(type),-20} {count,8:N0}"));
            foreach (var missing in report.MissingFiles) Console.WriteLine($"media.ndjson: the store has no bytes of {missing}.");
            Console.WriteLine($"Written to {folder}.");
            return report.MissingFiles.Count > 0 ? 1 : 0;
        }, cancellationToken));
        return command;
    }
}
