using System.CommandLine;

namespace Newsletter.Api.Commands;

/// <summary>The commands of the program; without one it serves.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        // Options of the host, such as --urls, belong to serving and are not the command line's to judge.
        if (args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) return Server.RunAsync(args);
        var root = new RootCommand("Newsletter, a headless CMS for newsrooms. Without a command it serves.")
        {
            MigrateCommand.Create(),
            KeysCommand.Create(),
            UsersCommand.Create(),
            ClientsCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            BackupCommand.Create(),
            BackupCommand.CreateRestore(),
            MediaCommand.Create(),
            DemoCommand.Create(),
            OpenApiCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
