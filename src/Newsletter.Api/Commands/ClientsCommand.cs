using System.CommandLine;
using Newsletter.Application.Accounts;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Commands;

internal static class ClientsCommand
{
    public static Command Create() => new("clients", "Manages the machines that sign in by themselves (OAuth 2.0 client credentials).") { CreateOne(), Delete() };

    private static Command CreateOne()
    {
        var name = new Option<string>("--name") { Description = "What histories show.", Required = true };
        var role = new Option<string>("--role") { Description = "A bundle of scopes: " + string.Join(", ", Scopes.Roles.Keys) + ".", DefaultValueFactory = _ => "editor" };
        role.AcceptOnlyFromAmong([.. Scopes.Roles.Keys]);
        var command = new Command("create", "Makes a client and prints its id and its secret, once. May run beside a server.") { name, role };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var made = await services.GetRequiredService<ManageClients>().CreateAsync(new() { Name = parsed.GetValue(name)!, Role = parsed.GetValue(role)! }, cancellationToken);
            if (made.Failed) return await Refusal.ShowAsync(made.Error);
            Console.WriteLine($"{made.Value.Client.ClientId}\n{made.Value.Secret}");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Delete()
    {
        var id = new Argument<string>("id") { Description = "The id that was printed when it was made." };
        var command = new Command("delete", "Deletes a client; its tokens end with it. May run beside a server.") { id };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var deleted = await services.GetRequiredService<ManageClients>().DeleteAsync(parsed.GetValue(id)!, cancellationToken);
            return deleted.Failed ? await Refusal.ShowAsync(deleted.Error) : 0;
        }, cancellationToken));
        return command;
    }
}
