using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Audit;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Exchange;

/// <summary>What an export wrote.</summary>
public sealed record ExportReport(IReadOnlyDictionary<ItemType, long> Items, IReadOnlyList<string> MissingFiles);

/// <summary>Writes an exchange folder: every item in the order of the ids, so that the same content makes the same files.</summary>
public sealed class ExportNdjson(IServiceScopeFactory scopes, IMediaStore store)
{
    private const int PageSize = 250;

    /// <summary>Counters of one database, which another does not take over.</summary>
    private static readonly string[] NotExported = ["version", "revision", "publishedRevision", "hasUnpublishedChanges"];

    /// <param name="moved">Told of every page: the file and how many items it holds so far.</param>
    public async Task<ExportReport> ExecuteAsync(string folder, Action<string, long> moved, CancellationToken cancellationToken)
    {
        await NoteAsync(cancellationToken);
        Directory.CreateDirectory(Path.Combine(folder, "media"));
        var (counts, missing) = (new Dictionary<ItemType, long>(), new List<string>());
        try
        {
            foreach (var type in ExchangeFiles.Types) counts[type] = await WriteAsync(type, folder, missing, moved, cancellationToken);
            // Only when all are complete does any take its place.
            foreach (var type in ExchangeFiles.Types) File.Move(Partial(folder, type), Path.Combine(folder, ExchangeFiles.Name(type)), overwrite: true);
        }
        finally
        {
            foreach (var type in ExchangeFiles.Types) File.Delete(Partial(folder, type));
        }
        return new(counts, missing);
    }

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuditTrail>().NoteAccessAsync("exported", cancellationToken);
    }

    private static string Partial(string folder, ItemType type) => Path.Combine(folder, $".{ExchangeFiles.Name(type)}.partial");

    private async Task<long> WriteAsync(ItemType type, string folder, List<string> missing, Action<string, long> moved, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Partial(folder, type), FileMode.Create, FileAccess.Write, FileShare.None, 256 * 1024);
        var (count, after) = (0L, new ItemId(Guid.Empty));
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IEditorialDb>();
            var page = await db.Items.AsNoTracking()
                .Where(item => item.Type == type && item.Id.CompareTo(after) > 0).OrderBy(item => item.Id).Take(PageSize).ToListAsync(cancellationToken);
            var ids = page.ConvertAll(item => item.Id.Value);
            var oldSlugs = (await db.RetiredSlugs.AsNoTracking().Where(old => ids.Contains(old.ItemId)).OrderBy(old => old.RetiredAt).ThenBy(old => old.Slug).ToListAsync(cancellationToken)).ToLookup(old => old.ItemId);
            foreach (var item in page)
            {
                var line = Line(item);
                if (oldSlugs[item.Id.Value].Select(old => new OldSlug(old.Slug, old.Language, old.RetiredAt)).ToList() is { Count: > 0 } old) line[LineHead.OldSlugsName] = JsonSerializer.SerializeToNode(old, ContentJson.Options);
                if (item.Content is MediaAsset { File: { } media })
                {
                    if (await CopyAsync(media, folder, cancellationToken) is { } path) line["file"]!["path"] = path;
                    else missing.Add($"{item.Slug} ({media.Sha256}.{media.Extension})");
                }
                JsonSerializer.Serialize(file, line, ContentJson.Options);
                file.WriteByte((byte)'\n');
            }
            count += page.Count;
            moved(ExchangeFiles.Name(type), count);
            if (page.Count < PageSize) break;
            after = page[^1].Id;
        }
        file.Flush(flushToDisk: true);
        return count;
    }

    private static JsonObject Line(Item item)
    {
        var line = ItemJson.Write(item);
        foreach (var name in NotExported) line.Remove(name);
        if (item.IsPublished && item.PublishedContent is { } seen && item.HasUnpublishedChanges)
        {
            var published = new JsonObject { ["slug"] = item.PublishedSlug, ["language"] = item.PublishedLanguage };
            foreach (var (name, value) in ItemJson.Fields(seen)) published[name] = value?.DeepClone();
            line["published"] = published;
        }
        return line;
    }

    /// <returns>The path from the folder; null when the store has no such file.</returns>
    private async Task<string?> CopyAsync(MediaFile media, string folder, CancellationToken cancellationToken)
    {
        var path = $"media/{media.Sha256}.{media.Extension}";
        var full = Path.Combine(folder, path);
        if (new FileInfo(full) is { Exists: true } there && there.Length == media.Bytes) return path;
        await using var content = await store.OpenAsync(MediaKeys.Original(media), cancellationToken);
        if (content is null) return null;
        var partial = full + ".partial";
        await using (var copy = new FileStream(partial, FileMode.Create, FileAccess.Write)) await content.CopyToAsync(copy, cancellationToken);
        File.Move(partial, full, overwrite: true);
        return path;
    }
}
