using System.CommandLine;

namespace Newsletter.Api.Commands;

internal static class DemoCommand
{
    /// <summary>The demo content, in the native format.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Demo");

    public static Command Create()
    {
        var command = new Command("demo", "Loads the demo content. On an embedded database no server may run meanwhile.");
        command.SetAction((_, cancellationToken) => Session.RunAsync(Needs.TablesAlone, services => ImportCommand.RunAsync(services, new(Folder), false, cancellationToken), cancellationToken));
        return command;
    }
}
