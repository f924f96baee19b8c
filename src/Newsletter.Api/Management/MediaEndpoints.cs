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
        var group = management.MapGroup("/media").WithTags("Media").AddEndpointFilter<RouteGroupBuilder, PlainRequests>();
        group.MapPost("", Upload).Idempotent().Describe("createMediaItem", "Uploads pictures, recordings or PDFs, at most 20, with their fields (multipart/form-data), or creates the fields alone (JSON)")
            .Needs(ScopePolicies.Media).TakesUpload().CreatesMedia();
        group.MapPut("/{idOrSlug}/file", ReplaceFile).Describe("replaceMediaFile", "Gives a media item its file, or another one")
            .Needs(ScopePolicies.Media).TakesFile().ChangesItem<MediaAsset>();
    }

    private static async Task<IResult> Upload(HttpRequest request, UploadMedia upload, CreateItem create, IMediaIntake intake, MediaSettings settings)
    {
        var aborted = request.HttpContext.RequestAborted;
        if (!UploadForm.IsMultipart(request))
        {
            var json = await RequestJson.ReadAsync(request, optional: false, "application/json", "multipart/form-data");
            return json.Failed ? new ProblemResult(json.Error) : ItemEndpoints.Answer(await create.ExecuteAsync(ItemType.Media, json.Value, aborted), created: true);
        }
        var read = await UploadForm.ReadAsync(request, intake, settings, UploadForm.MaxFiles);
        if (read.Failed) return new ProblemResult(read.Error);
        await using var form = read.Value;
        return form.Files is [var file]
            ? ItemEndpoints.Answer(await upload.ExecuteAsync(file, form.Fields, aborted), created: true)
            : ItemEndpoints.Answer(await upload.ExecuteAsync(form.Files, form.Fields, aborted));
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
