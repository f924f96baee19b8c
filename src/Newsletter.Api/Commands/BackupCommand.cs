using System.CommandLine;
using System.Globalization;
using Newsletter.Infrastructure.Backups;

namespace Newsletter.Api.Commands;

internal static class BackupCommand
{
    private static readonly Argument<string> Folder = new("path") { Description = "The folder of the backup." };

    public static Command Create()
    {
        var command = new Command("backup", "Copies the database and all files of media into a folder, of which those that are there already stay. May run beside a server.") { Folder };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(Folder)!);
            var made = await services.GetRequiredService<BackUp>().ExecuteAsync(folder, cancellationToken);
            return made.Failed ? await Refusal.ShowAsync(made.Error) : Tell("Written to", folder, made.Value);
        }, cancellationToken));
        return command;
    }

    public static Command CreateRestore()
    {
        var command = new Command("restore", "Puts a backup where there is no database yet.") { Folder };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Alone, async services =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(Folder)!);
            var made = await services.GetRequiredService<Restore>().ExecuteAsync(folder, cancellationToken);
            return made.Failed ? await Refusal.ShowAsync(made.Error) : Tell("Restored from", folder, made.Value);
        }, cancellationToken));
        return command;
    }

    private static int Tell(string done, string folder, BackupManifest backup)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {folder}: the database at {backup.Sequence} or later, {backup.Files:N0} files with {backup.Bytes:N0} bytes."));
        return 0;
    }
}
