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
    public Task<Result<Saved>> ExecuteAsync(StagedFile staged, JsonObject fields, CancellationToken cancellationToken)
    {
        var file = staged.File;
        fields.TryAdd("title", JsonValue.Create(TitleOf(file)));
        fields.TryAdd("kind", JsonValue.Create(KindOf(file)));
        AddCredits(fields, staged.Credits);
        return db.InTransactionAsync<Saved>(async () =>
        {
            var draft = await reader.ReadAsync(ItemType.Media, fields, null, cancellationToken);
            if (draft.Failed) return draft.Error;
            var saved = await saver.CreateAsync(ItemType.Media, draft.Value with { Content = (MediaAsset)draft.Value.Content with { File = file } }, cancellationToken);
            if (!saved.Failed) await staged.KeepAsync(cancellationToken);
            return saved;
        }, cancellationToken);
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
