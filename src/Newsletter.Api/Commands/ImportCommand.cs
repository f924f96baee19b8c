using System.CommandLine;
using System.Globalization;
using Newsletter.Application.Exchange;

namespace Newsletter.Api.Commands;

internal static class ImportCommand
{
    private static readonly string[] Formats = ["ndjson"];

    public static Command Create()
    {
        var format = new Argument<string>("format") { Description = "What is imported: " + string.Join(", ", Formats) + "." };
        format.AcceptOnlyFromAmong(Formats);
        var path = new Argument<string>("path") { Description = "The folder with the files." };
        var strict = new Option<bool>("--strict") { Description = "Stop at the first bad line; nothing of its batch is written." };
        var verbose = new Option<bool>("--verbose") { Description = "Say at the end how long it took and how much memory." };
        var command = new Command("import", "Imports content. On an embedded database no server may run meanwhile.") { format, path, strict, verbose };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.TablesAlone,
            services => RunAsync(services, new(parsed.GetValue(path)!, parsed.GetValue(strict)), parsed.GetValue(verbose), cancellationToken), cancellationToken));
        return command;
    }

    /// <summary>Imports, tells the console how it goes, and gives the exit code.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, ImportRequest request, bool verbose, CancellationToken cancellationToken)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var began = time.GetTimestamp();
        var report = await ImportDisplay.ShowAsync(time, observer => services.GetRequiredService<ImportNdjson>().ExecuteAsync(request, observer, cancellationToken));
        foreach (var type in report.Types.Where(type => type.Created + type.Changed + type.Unchanged + type.Failed > 0))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{ExchangeFiles.Name(type.Type),-20} {type.Created,8:N0} created {type.Changed,8:N0} changed {type.Unchanged,8:N0} unchanged {type.Failed,8:N0} failed"));
        }
        if (report.Stopped) Console.WriteLine("Stopped at the first bad line; what earlier batches wrote stays.");
        if (verbose) Console.WriteLine(Figures(report, time.GetElapsedTime(began)));
        return report.HasFailures ? 1 : 0;
    }

    private static string Figures(ImportReport report, TimeSpan elapsed)
    {
        var lines = report.Types.Sum(type => type.Created + type.Changed + type.Unchanged);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture,
            $"{lines:N0} items in {elapsed.TotalSeconds:N1} s, {lines / elapsed.TotalSeconds:N0} a second; {process.TotalProcessorTime.TotalSeconds:N1} s of processor; at most {process.PeakWorkingSet64 / 1048576.0:N0} MB of memory.");
    }
}
