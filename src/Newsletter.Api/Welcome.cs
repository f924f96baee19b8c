using Microsoft.EntityFrameworkCore;
using Newsletter.Application;
using Newsletter.Domain;

namespace Newsletter.Api;

/// <summary>What the console says once the program serves: where it is and what to try first.</summary>
internal static class Welcome
{
    public static async Task PrintAsync(WebApplication app, string? key, string? password)
    {
        var address = (app.Urls.FirstOrDefault() ?? "").Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        var published = scope.ServiceProvider.GetRequiredService<IEditorialDb>().Items.AsNoTracking().Where(item => item.Status == ItemStatus.Published);
        var newsletter = await published.Where(item => item.Type == ItemType.Newsletter).OrderBy(item => item.Id).Select(item => item.Slug).FirstOrDefaultAsync();
        var article = await published.Where(item => item.Type == ItemType.Article).OrderByDescending(item => item.PublishedAt).Select(item => item.Slug).FirstOrDefaultAsync();

        List<string> lines = ["", $"Newsletter serves on {address}", $"Swagger UI:           {address}/swagger", "", "To try first:"];
        lines.Add($"  curl '{address}/api/v1/newsletters'");
        if (newsletter is not null) lines.Add($"  curl '{address}/api/v1/newsletters/{Uri.EscapeDataString(newsletter)}/editions/latest?include=articles&body=html'");
        if (article is not null) lines.Add($"  curl '{address}/api/v1/articles/{Uri.EscapeDataString(article)}?include=authors,tags&body=markdown'");
        lines.Add($"  curl '{address}/manage/v1/articles' -H 'Authorization: Bearer {key ?? "KEY"}'");
        if (key is not null) lines.AddRange(["", "An owner's key, shown this once:", $"  {key}"]);
        if (password is not null) lines.AddRange(["", $"To sign in (Swagger UI, Authorize): {Start.FirstOwner} with the password, shown this once:", $"  {password}"]);
        lines.Add("");
        Console.WriteLine(string.Join(Environment.NewLine, lines));
    }
}
