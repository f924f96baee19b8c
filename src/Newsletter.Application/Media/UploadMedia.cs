using System.Text.Json;
using System.Text.Json.Nodes;
using Newsletter.Application.Items;
using Newsletter.Application.Publishing;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Media;

/// <summary>Keeps an uploaded file and makes a media item of it, or puts it into one that is there.</summary>
public sealed class UploadMedia(IEditorialDb db, DraftReader reader, ItemSaver saver, Publisher publisher, TimeProvider time)
{
    /// <param name="fields">What the form says beside the file, as in a write of JSON; kind and title are found if left out.</param>
    public Task<Result<Saved>> ExecuteAsync(StagedFile staged, JsonObject fields, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var saved = await CreateAsync(staged, fields, cancellationToken);
            if (!saved.Failed) await staged.KeepAsync(cancellationToken);
            return saved;
        }, cancellationToken);

    /// <summary>Makes a media item of each file: of all, or of none.</summary>
    /// <param name="fields">What is said of all of them; each has a title of its own.</param>
    public Task<Result<IReadOnlyList<Saved>>> ExecuteAsync(IReadOnlyList<StagedFile> files, JsonObject fields, CancellationToken cancellationToken) =>
        db.InTransactionAsync<IReadOnlyList<Saved>>(async () =>
        {
            var all = new List<Saved>();
            foreach (var file in files)
            {
                var saved = await CreateAsync(file, (JsonObject)fields.DeepClone(), cancellationToken);
                if (saved.Failed) return saved.Error;
                all.Add(saved.Value);
                // The next one looks for a slug that is free.
                await db.SaveChangesAsync(cancellationToken);
            }
            foreach (var file in files) await file.KeepAsync(cancellationToken);
            return Result.Of<IReadOnlyList<Saved>>(all);
        }, cancellationToken);

    /// <summary>Says what is wrong with the fields before there is a file.</summary>
    public Task<Result<Draft>> CheckAsync(JsonObject fields, CancellationToken cancellationToken)
    {
        var whole = (JsonObject)fields.DeepClone();
        whole.TryAdd("title", "A file");
        whole.TryAdd("kind", JsonNamingPolicy.CamelCase.ConvertName(nameof(MediaKind.Document)));
        return reader.ReadAsync(ItemType.Media, whole, null, cancellationToken);
    }

    /// <summary>Gives a media item its bytes, or other ones.</summary>
    public Task<Result<Saved>> ReplaceAsync(string idOrSlug, int? version, StagedFile staged, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Saved>(async () =>
        {
            var found = await db.FindForChangeAsync(ItemType.Media, idOrSlug, version, cancellationToken);
            if (found.Failed) return found.Error;
            var (item, now) = (found.Value, time.GetUtcNow());
            await staged.KeepAsync(cancellationToken);
            var media = (MediaAsset)item.Content with { File = staged.File, Kind = Enum.Parse<MediaKind>(KindOf(staged.File), ignoreCase: true) };
            if (item.Edit(item.Slug, item.Language, item.TranslationGroup, media, now)) await publisher.RefreshMediaAsync(item, now, cancellationToken);
            return new Saved(item);
        }, cancellationToken);

    private async Task<Result<Saved>> CreateAsync(StagedFile staged, JsonObject fields, CancellationToken cancellationToken)
    {
        var file = staged.File;
        fields.TryAdd("title", JsonValue.Create(TitleOf(file)));
        fields.TryAdd("kind", JsonValue.Create(KindOf(file)));
        AddCredits(fields, staged.Credits);
        var draft = await reader.ReadAsync(ItemType.Media, fields, null, cancellationToken);
        return draft.Failed ? draft.Error : await saver.CreateAsync(ItemType.Media, draft.Value with { Content = (MediaAsset)draft.Value.Content with { File = file } }, cancellationToken);
    }

    /// <summary>What the editor says comes first.</summary>
    private static void AddCredits(JsonObject fields, FoundCredits? found)
    {
        if (found is null) return;
        if (found.Credit is not null) fields.TryAdd("credit", JsonValue.Create(found.Credit));
        if (found.Source is not null) fields.TryAdd("source", JsonValue.Create(found.Source));
        if (found.Notice is not null || found.UsageTerms is not null) fields.TryAdd("rights", JsonSerializer.SerializeToNode(new Rights { Notice = found.Notice, UsageTerms = found.UsageTerms }, ContentJson.Options));
    }

    private static string TitleOf(MediaFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.FileName ?? "").Replace('_', ' ').Replace('-', ' ').Trim();
        return name.Length is > 0 and <= 300 ? name : file.Sha256[..12];
    }

    private static string KindOf(MediaFile file) => JsonNamingPolicy.CamelCase.ConvertName((file.ContentType.Split('/')[0] switch
    {
        "image" => MediaKind.Image,
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        "text" => MediaKind.Captions,
        _ => MediaKind.Document,
    }).ToString());
}
