using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;

namespace Newsletter.Application.Exchange;

/// <summary>The files that media lines name: beside the exchange files, or in the store already.</summary>
internal sealed class ImportMedia(IMediaStore store, IMediaIntake intake)
{
    /// <param name="present">The file that the item has.</param>
    /// <param name="staged">Where a file that is new here is put; whoever owns the list keeps and disposes it.</param>
    public async Task<Result<MediaFile?>> FindAsync(JsonObject file, string folder, MediaFile? present, List<StagedFile> staged, CancellationToken cancellationToken)
    {
        var (path, sha256, name) = (Text(file["path"]), Text(file["sha256"]), Text(file["fileName"]));
        if (path is not null)
        {
            if (Inside(folder, path) is not { } full) return Error.Invalid("/file/path", "bad_path", "A path leads from the folder of the import to a file in it, without \"..\".");
            if (!File.Exists(full)) return Error.Invalid("/file/path", "file_missing", $"There is no file \"{path}\".");
            await using var content = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
            if (sha256 is not null && sha256 != found) return Error.Invalid("/file/sha256", "other_file", $"The SHA-256 of \"{path}\" is {found}.");
            if (present?.Sha256 == found && await IsKeptAsync(present, cancellationToken)) return present;
            content.Position = 0;
            return await StageAsync(content, name ?? Path.GetFileName(path), staged, cancellationToken);
        }
        if (sha256 is null) return Error.Invalid("/file", "required", "A file is named by path, or by sha256 when its bytes are here already.");
        if (present?.Sha256 == sha256 && await IsKeptAsync(present, cancellationToken)) return present;
        if (await KeptAsync(sha256, Text(file["extension"]), cancellationToken) is not { } kept) return Error.Invalid("/file/sha256", "file_missing", "The bytes are not here; give their path.");
        await using (kept) return await StageAsync(kept, name, staged, cancellationToken);
    }

    /// <summary>What a file is, is read from its bytes again, whatever the line says.</summary>
    private async Task<Result<MediaFile?>> StageAsync(Stream content, string? name, List<StagedFile> staged, CancellationToken cancellationToken)
    {
        var put = await intake.TakeAsync(content, name, cancellationToken);
        if (put.Failed) return put.Error;
        staged.Add(put.Value);
        return put.Value.File;
    }

    private Task<bool> IsKeptAsync(MediaFile file, CancellationToken cancellationToken) => store.ExistsAsync(MediaKeys.Original(file), cancellationToken);

    /// <summary>The store makes a path of both, so neither may be more than it seems.</summary>
    private async Task<Stream?> KeptAsync(string sha256, string? extension, CancellationToken cancellationToken) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) && extension is { Length: > 0 and <= 10 } && extension.All(char.IsAsciiLetterOrDigit)
            ? await store.OpenAsync(MediaKeys.Original(sha256, extension), cancellationToken)
            : null;

    /// <summary>The full path, or null when it leaves the folder, by its words or by a link.</summary>
    private static string? Inside(string folder, string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\\') || path.Any(char.IsControl)) return null;
        var parts = path.Split('/');
        if (parts.Any(part => part is "" or "." or "..")) return null;
        var full = folder;
        foreach (var part in parts)
        {
            full = Path.Combine(full, part);
            var target = new FileInfo(full).LinkTarget is null ? null : new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true);
            if (target is not null && !target.FullName.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
            full = target?.FullName ?? full;
        }
        return full;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
