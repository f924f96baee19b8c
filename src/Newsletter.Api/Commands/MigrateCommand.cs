using System.CommandLine;
using Newsletter.Infrastructure.Persistence;

namespace Newsletter.Api.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Brings the database to the present version.");
        command.SetAction((_, cancellationToken) => Session.RunAsync(Needs.Alone, async services =>
        {
            await services.GetRequiredService<Database>().MigrateAsync(cancellationToken);
            Console.WriteLine("The database is up to date.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
