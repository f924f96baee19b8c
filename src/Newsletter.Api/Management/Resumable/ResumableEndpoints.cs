using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Newsletter.Api.Auth;
using Newsletter.Api.Http;
using Newsletter.Api.Limits;
using Newsletter.Application.Media.Resumable;
using Newsletter.Domain;
using Newsletter.Infrastructure.Media;

namespace Newsletter.Api.Management.Resumable;

/// <summary>Uploads that go on where they were interrupted (tus protocol 1.0.0). The last byte makes the media item.</summary>
internal static class ResumableEndpoints
{
    /// <summary>Beside the media items, whose own paths could mean an upload otherwise.</summary>
    private const string Path = "/manage/v1/uploads";

    private static readonly string[] OtherExtensions = ["Upload-Defer-Length", "Upload-Concat"];

    public static void MapResumableUploads(this IEndpointRouteBuilder management)
    {
        var group = management.MapGroup("").WithTags("Media").Filtered<TusVersion>().Filtered<PlainRequests>();
        group.MapMethods("/media/uploads", [HttpMethods.Options], Options).Describe("readUploadOptions", "Says what of the tus protocol is spoken here").Needs(ScopePolicies.Media)
            .Produces(204).ProducesProblems(401, 403)
            .WithMetadata(new TusOperation([], [TusHeaders.Versions, TusHeaders.Extension, TusHeaders.MaxSize, TusHeaders.ChecksumAlgorithm]) { Meaning = "What is spoken here stands in the headers." });
        group.MapPost("/media/uploads", Create).Idempotent().Describe("createUpload", "Begins an upload in parts (tus protocol 1.0.0): Upload-Metadata has the file's name and the fields of the media item; the first bytes may come along").Needs(ScopePolicies.Media)
            .Produces<UploadAnswer>(201).ProducesProblems(400, 401, 403, 409, 412, 413, 415, 422, 460)
            .WithMetadata(new TakesFiles(), new TusOperation([TusHeaders.Resumable, TusHeaders.Length, TusHeaders.Metadata, TusHeaders.Checksum], ["Location", TusHeaders.Offset, TusHeaders.Expires, TusHeaders.Media]) { TakesBytes = true, Meaning = "Begun; with all of the bytes, the media item is made." });
        group.MapMethods("/uploads/{id:guid}", [HttpMethods.Get, HttpMethods.Head], Read).Describe("readUpload", "Says how far an upload in parts is, and which media item it became (HEAD: in headers)").Needs(ScopePolicies.Media)
            .Produces<UploadAnswer>().ProducesProblems(401, 403, 404)
            .WithMetadata(new TusOperation([], [TusHeaders.Offset, TusHeaders.Length, TusHeaders.Metadata, TusHeaders.Expires, TusHeaders.Media]) { Meaning = "Done." });
        group.MapPatch("/uploads/{id:guid}", Append).Describe("continueUpload", "Sends the next bytes of an upload; the last one makes the media item, by the checks of any upload").Needs(ScopePolicies.Media)
            .Produces(204).ProducesProblems(400, 401, 403, 404, 409, 412, 413, 415, 422, 423, 460)
            .WithMetadata(new TakesFiles(), new TusOperation([TusHeaders.Resumable, TusHeaders.Offset, TusHeaders.Checksum], [TusHeaders.Offset, TusHeaders.Expires, TusHeaders.Media]) { TakesBytes = true, Meaning = "The bytes have arrived." });
        group.MapDelete("/uploads/{id:guid}", End).Describe("endUpload", "Gives an upload in parts up; a media item that it became stays").Needs(ScopePolicies.Media)
            .Produces(204).ProducesProblems(401, 403, 404, 412, 423)
            .WithMetadata(new TusOperation([TusHeaders.Resumable], []) { Meaning = "Gone for good." });
    }

    private static ManagementAnswer Options(HttpResponse response, MediaSettings settings)
    {
        response.Headers[TusHeaders.Versions] = TusHeaders.Version;
        response.Headers[TusHeaders.Extension] = TusHeaders.Extensions;
        response.Headers[TusHeaders.MaxSize] = settings.MaxBytes.ToString(CultureInfo.InvariantCulture);
        response.Headers[TusHeaders.ChecksumAlgorithm] = string.Join(',', PartChecksum.Algorithms);
        return new(204, []);
    }

    private static async Task<IResult> Create(HttpRequest request, BeginUpload begin, ContinueUpload next, EndUpload end, MediaSettings settings)
    {
        if (OtherExtensions.FirstOrDefault(request.Headers.ContainsKey) is { } other) return new ProblemResult(new(ErrorKind.Malformed, "unsupported_tus_extension", $"{other} is not spoken here; these extensions are: {TusHeaders.Extensions}."));
        var length = TusHeaders.Number(request, TusHeaders.Length);
        if (length.Failed) return new ProblemResult(length.Error);
        if (length.Value == 0) return new ProblemResult(Error.Invalid("/file", "empty_file", "The file is empty."));
        if (length.Value > settings.MaxBytes) return new ProblemResult(settings.TooLarge);
        var header = request.Headers[TusHeaders.Metadata];
        var metadata = UploadMetadata.Read(header.ToString());
        if (metadata.Failed) return new ProblemResult(metadata.Error);
        var (hasBytes, aborted) = (HasBody(request), request.HttpContext.RequestAborted);
        var checksum = TusHeaders.ReadChecksum(request);
        if (checksum.Failed) return new ProblemResult(checksum.Error);
        if (hasBytes && WrongType(request) is { } wrong) return new ProblemResult(wrong);
        var begun = await begin.ExecuteAsync(length.Value, metadata.Value.FileName, metadata.Value.Fields, header.Count == 0 ? null : header.ToString(), aborted);
        if (begun.Failed) return new ProblemResult(begun.Error);
        var upload = begun.Value;
        if (hasBytes)
        {
            var isKept = false;
            try
            {
                var taken = await AppendAsync(upload.Id, 0, checksum.Value, request, next, settings);
                if (taken.Failed) return new ProblemResult(taken.Error);
                (upload, isKept) = (taken.Value, true);
            }
            finally
            {
                // Whoever gets no answer does not know its address.
                if (!isKept) await end.ExecuteAsync(upload.Id);
            }
        }
        TusHeaders.Tell(request.HttpContext.Response, upload);
        var answer = ManagementAnswer.Json(201, new UploadAnswer(UploadState.Of(upload), new()));
        return new ManagementAnswer(answer.Status, answer.Body) { Location = $"{Path}/{upload.Id:D}" };
    }

    private static IResult Read(Guid id, HttpResponse response, FindUpload find)
    {
        var found = find.Execute(id);
        if (found.Failed) return new ProblemResult(found.Error);
        TusHeaders.Tell(response, found.Value);
        response.Headers[TusHeaders.Length] = found.Value.Length.ToString(CultureInfo.InvariantCulture);
        if (found.Value.Metadata is { } metadata) response.Headers[TusHeaders.Metadata] = metadata;
        return ManagementAnswer.Json(200, new UploadAnswer(UploadState.Of(found.Value), new()));
    }

    private static async Task<IResult> Append(Guid id, HttpRequest request, ContinueUpload next, MediaSettings settings)
    {
        if (WrongType(request) is { } wrong) return new ProblemResult(wrong);
        var offset = TusHeaders.Number(request, TusHeaders.Offset);
        if (offset.Failed) return new ProblemResult(offset.Error);
        var checksum = TusHeaders.ReadChecksum(request);
        if (checksum.Failed) return new ProblemResult(checksum.Error);
        var taken = await AppendAsync(id, offset.Value, checksum.Value, request, next, settings);
        if (taken.Failed) return new ProblemResult(taken.Error);
        TusHeaders.Tell(request.HttpContext.Response, taken.Value);
        return new ManagementAnswer(204, []);
    }

    private static async Task<IResult> End(Guid id, EndUpload end)
    {
        var ended = await end.ExecuteAsync(id);
        return ended.Failed ? new ProblemResult(ended.Error) : new ManagementAnswer(204, []);
    }

    private static Task<Result<ResumableUpload>> AppendAsync(Guid id, long offset, PartChecksum? checksum, HttpRequest request, ContinueUpload next, MediaSettings settings)
    {
        // The length that was announced is the bound; this is what it may be at most.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = settings.MaxBytes;
        return next.ExecuteAsync(id, offset, request.Body, checksum, request.HttpContext.RequestAborted);
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength is null ? request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true : request.ContentLength > 0;

    private static Error? WrongType(HttpRequest request) => string.Equals(request.ContentType, TusHeaders.ContentType, StringComparison.OrdinalIgnoreCase)
        ? null
        : new Error(ErrorKind.Unsupported, "unsupported_media_type", $"Content-Type must be {TusHeaders.ContentType}.");
}
