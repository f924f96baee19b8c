using System.CommandLine;
using Newsletter.Application.Access;
using Newsletter.Domain.Access;

namespace Newsletter.Api.Commands;

internal static class KeysCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", DefaultValueFactory = _ => "key" };
        var role = new Option<string>("--role") { Description = "A bundle of scopes: " + string.Join(", ", Scopes.Roles.Keys) + ".", DefaultValueFactory = _ => "editor" };
        role.AcceptOnlyFromAmong([.. Scopes.Roles.Keys]);
        var scopes = new Option<string[]>("--scopes") { Description = "Single scopes instead of a role: " + string.Join(", ", Scopes.All) + ".", AllowMultipleArgumentsPerToken = true };
        var days = new Option<int?>("--days") { Description = "How many days it is valid; for ever if left out." };
        var create = new Command("create", "Makes an API key and prints it, once. May run beside a server.") { name, role, scopes, days };
        create.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = (parsed.GetValue(scopes) ?? []).SelectMany(value => value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
            if (wanted.Find(scope => !Scopes.All.Contains(scope)) is { } unknown)
            {
                await Console.Error.WriteLineAsync($"There is no scope \"{unknown}\". There are: {string.Join(", ", Scopes.All)}.");
                return 2;
            }
            return await Session.RunAsync(Needs.Tables, async services =>
            {
                var expiresAt = parsed.GetValue(days) is { } valid ? services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(valid) : (DateTimeOffset?)null;
                Console.WriteLine(await services.GetRequiredService<CreateKey>()
                    .ExecuteAsync(parsed.GetValue(name)!, wanted.Count > 0 ? wanted : Scopes.Roles[parsed.GetValue(role)!], expiresAt, cancellationToken, wanted.Count > 0 ? null : parsed.GetValue(role)));
                return 0;
            }, cancellationToken);
        });
        return new Command("keys", "Manages API keys.") { create };
    }
}
