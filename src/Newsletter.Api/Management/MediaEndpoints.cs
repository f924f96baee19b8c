using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Domain;
using Newsletter.Domain.Media;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Api.Management;

/// <summary>Uploads. Everything else of media is as with other items.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder management)
    {
        management.MapItems<MediaAsset>(ItemType.Media, "media item");
        var group = management.MapGroup("/media").WithTags("Media").Filtered<PlainRequests>();
        group.MapPost("", Upload).Idempotent().Describe("createMediaItem", "Uploads pictures, recordings or PDFs, at most 20, with their fields (multipart/form-data), or creates the fields alone or with a file that was put into the store (JSON)")
            .Needs(ScopePolicies.Media).TakesUpload().CreatesMedia();
        group.MapPost("/upload-links", Link).Idempotent().Describe("createUploadLink", "Tells where a large file can be put into the store itself; the token then makes a media item of it (upload, in a POST to /media)")
            .Needs(ScopePolicies.Media).Accepts<UploadLinkRequest>("application/json").Produces<UploadLinkAnswer>(201).ProducesProblems(400, 401, 403, 409, 413, 415, 422);
        group.MapPut("/{idOrSlug}/file", ReplaceFile).Describe("replaceMediaFile", "Gives a media item its file, or another one")
            .Needs(ScopePolicies.Media).TakesFile().ChangesItem<MediaAsset>();
    }

    private static async Task<IResult> Upload(HttpRequest request, UploadMedia upload, UploadLinks links, CreateItem create, IMediaIntake intake, MediaSettings settings)
    {
        var aborted = request.HttpContext.RequestAborted;
        if (!UploadForm.IsMultipart(request))
        {
            var json = await RequestJson.ReadAsync(request, optional: false, "application/json", "multipart/form-data");
            if (json.Failed) return new ProblemResult(json.Error);
            var saved = json.Value.ContainsKey(UploadLinks.Field) ? await links.CompleteAsync(json.Value, aborted) : await create.ExecuteAsync(ItemType.Media, json.Value, aborted);
            return ItemEndpoints.Answer(saved, created: true);
        }
        var read = await UploadForm.ReadAsync(request, intake, settings, UploadForm.MaxFiles);
        if (read.Failed) return new ProblemResult(read.Error);
        await using var form = read.Value;
        return form.Files is [var file]
            ? ItemEndpoints.Answer(await upload.ExecuteAsync(file, form.Fields, aborted), created: true)
            : ItemEndpoints.Answer(await upload.ExecuteAsync(form.Files, form.Fields, aborted));
    }

    private static async Task<IResult> Link(HttpRequest request, UploadLinks links)
    {
        var body = await Terms.BodyAsync<UploadLinkRequest>(request, optional: false);
        if (body.Failed) return new ProblemResult(body.Error);
        var made = await links.MakeAsync(body.Value);
        return made.Failed ? new ProblemResult(made.Error) : ManagementAnswer.Json(201, new { data = UploadLinkShape.Of(made.Value), meta = new { } });
    }

    private static async Task<IResult> ReplaceFile(string idOrSlug, HttpRequest request, UploadMedia upload, IMediaIntake intake, MediaSettings settings)
    {
        var version = request.ExpectedVersion();
        if (version.Failed) return new ProblemResult(version.Error);
        var read = await UploadForm.ReadAsync(request, intake, settings, maxFiles: 1);
        if (read.Failed) return new ProblemResult(read.Error);
        await using var form = read.Value;
        if (form.Fields.Select(field => field.Key).FirstOrDefault() is { } surplus) return new ProblemResult(Error.Invalid("/" + surplus, "unknown_field", "Only the file is expected here."));
        return ItemEndpoints.Answer(await upload.ReplaceAsync(idOrSlug, version.Value, form.Files[0], request.HttpContext.RequestAborted));
    }
}

/// <summary>Where the file can be put.</summary>
internal sealed record UploadLinkAnswer(UploadLinkShape Data, ManagementMeta Meta);

/// <summary>An address in the store that takes one file.</summary>
internal sealed record UploadLinkShape
{
    public required string Url { get; init; }

    /// <summary>How to send the file there.</summary>
    public required string Method { get; init; }

    /// <summary>What to send with it, as it stands; the address is good with these alone.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Until when sending may begin.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Goes as "upload" into the media item, for two hours, by the same caller.</summary>
    public required string Token { get; init; }

    public static UploadLinkShape Of(UploadLink link) => new() { Url = link.Address.Url.AbsoluteUri, Method = HttpMethods.Put, Headers = link.Address.Headers, ExpiresAt = link.ExpiresAt, Token = link.Token };
}
