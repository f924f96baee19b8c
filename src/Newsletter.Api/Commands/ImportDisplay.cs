using System.Globalization;
using Newsletter.Application.Exchange;
using Spectre.Console;

namespace Newsletter.Api.Commands;

/// <summary>Shows an import: a bar on a terminal, elsewhere a line for each file and every few seconds. Failures are lines in both.</summary>
internal sealed class ImportDisplay : IImportObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly ProgressTask? bar;
    private string shown = "";
    private long shownAt;

    private ImportDisplay(TimeProvider time, ProgressTask? bar) => (this.time, this.bar) = (time, bar);

    public static Task<T> ShowAsync<T>(TimeProvider time, Func<IImportObserver, Task<T>> import)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive) return import(new ImportDisplay(time, null));
        return AnsiConsole.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => import(new ImportDisplay(time, context.AddTask("Reading", maxValue: 1))));
    }

    public void Moved(ImportProgress progress)
    {
        if (bar is not null)
        {
            bar.Description = Markup.Escape($"{Verb(progress.Step)} {progress.File}");
            bar.MaxValue = Math.Max(1, progress.Total);
            bar.Value = progress.Done;
            return;
        }
        var title = $"{Verb(progress.Step)} {progress.File}";
        if (title == shown && time.GetElapsedTime(shownAt) < Pause) return;
        (shown, shownAt) = (title, time.GetTimestamp());
        var percent = progress.Total == 0 ? 100 : 100.0 * progress.Done / progress.Total;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {percent:N0} %"));
    }

    public void Failed(ImportFailure failure)
    {
        var place = failure.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{failure.File}:{failure.Line}") : failure.File;
        var line = string.Join(' ', new[] { place, failure.Issue.Pointer, failure.Issue.Code, failure.Issue.Message }.Where(part => part.Length > 0));
        if (bar is null) Console.WriteLine(line);
        else AnsiConsole.WriteLine(line);
    }

    private static string Verb(ImportStep step) => step switch { ImportStep.Reading => "Reading", ImportStep.Importing => "Importing", _ => "Finishing" };
}
