using System.CommandLine;
using System.Globalization;
using Newsletter.Application.Media;

namespace Newsletter.Api.Commands;

internal static class MediaCommand
{
    public static Command Create()
    {
        var days = new Option<int>("--days") { Description = "How old they must be.", DefaultValueFactory = _ => (int)MediaHousekeeping.Patience.TotalDays };
        var remove = new Option<bool>("--remove") { Description = "Removes them, and the files that nothing names any more." };
        var unreferenced = new Command("unreferenced", "Lists media that nothing refers to. May run beside a server.") { days, remove };
        unreferenced.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var (housekeeping, age) = (services.GetRequiredService<MediaHousekeeping>(), TimeSpan.FromDays(parsed.GetValue(days)));
            var found = await housekeeping.UnreferencedAsync(age, cancellationToken);
            foreach (var media in found) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{media.CreatedAt:yyyy-MM-dd}  {media.Id}  {media.Title}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Count} unreferenced."));
            if (!parsed.GetValue(remove)) return 0;
            var removed = await housekeeping.RemoveAsync(found, cancellationToken);
            var (count, bytes) = await housekeeping.SweepAsync(age, cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{removed} removed; {count} files with {bytes:N0} bytes removed from the store."));
            return 0;
        }, cancellationToken));

        var quick = new Option<bool>("--quick") { Description = "Compares sizes only." };
        var verify = new Command("verify", "Looks whether every file is in the store with the bytes that it should have; ends with 1 if not. May run beside a server.") { quick };
        verify.SetAction((parsed, cancellationToken) => Session.RunAsync(Needs.Tables, async services =>
        {
            var count = 0;
            await foreach (var damaged in services.GetRequiredService<MediaHousekeeping>().VerifyAsync(!parsed.GetValue(quick), cancellationToken))
            {
                Console.WriteLine($"{damaged.Problem,-12} {damaged.Key}  {damaged.Id}  {damaged.Slug}");
                count++;
            }
            Console.WriteLine(count == 0 ? "All files are as they should be." : string.Create(CultureInfo.InvariantCulture, $"{count} files are not as they should be."));
            return count == 0 ? 0 : 1;
        }, cancellationToken));
        return new Command("media", "Looks after the files of media items.") { unreferenced, verify };
    }
}
