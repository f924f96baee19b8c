using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Newsletter.Application.Accounts;
using Newsletter.Application.Delivery;
using Newsletter.Domain;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Commands;

internal static class UsersCommand
{
    public static Command Create() => new("users", "Manages the accounts of people.") { CreateOne(), Reset() };

    private static Command CreateOne()
    {
        var email = Email("The address to sign in with.");
        var role = new Option<string>("--role") { Description = "One of " + string.Join(", ", Scopes.Roles.Keys) + ".", Required = true };
        role.AcceptOnlyFromAmong([.. Scopes.Roles.Keys]);
        var name = new Option<string?>("--name") { Description = "The name that histories show; the address if left out." };
        var newsletters = new Option<string[]>("--newsletters") { Description = "Ids or slugs of the newsletters that the account is limited to; all if left out.", AllowMultipleArgumentsPerToken = true };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Reads the password from the first line of the standard input instead of making one." };
        var command = new Command("create", "Makes an account and prints its password, once. May run beside a server.") { email, role, name, newsletters, fromInput };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var given = parsed.GetValue(fromInput) ? Console.ReadLine() ?? "" : null;
            var password = given ?? PasswordMaker.Make();
            var limits = (parsed.GetValue(newsletters) ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
            var made = await services.GetRequiredService<CreateAccount>().ExecuteAsync(new()
            {
                Email = parsed.GetValue(email)!,
                Name = parsed.GetValue(name),
                Role = parsed.GetValue(role)!,
                Newsletters = limits.Count > 0 ? limits : null,
            }, password, cancellationToken);
            if (made.Failed) return await RefuseAsync(made.Error);
            Console.WriteLine(given is null ? password : "The account is made.");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Reset()
    {
        var email = Email("The address that the account signs in with.");
        var command = new Command("reset", "Prints a link by which a new password is set; good once, for an hour. May run beside a server.") { email };
        command.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            if (await services.GetRequiredService<UserManager<Account>>().FindByNameAsync(parsed.GetValue(email)!) is not { } account) return await RefuseAsync(Error.NotFound("account with this address"));
            Console.WriteLine(services.GetRequiredService<AccountLinks>().Make(account).Url);
            if (services.GetRequiredService<PublicAddress>().Base.Length == 0) await Console.Error.WriteLineAsync("This is a path on the server; PublicUrl makes it an address.");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Option<string> Email(string description) => new("--email") { Description = description, Required = true };

    private static async Task<int> RefuseAsync(Error error)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 1;
    }
}
