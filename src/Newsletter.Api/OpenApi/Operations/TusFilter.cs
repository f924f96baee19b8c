using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Newsletter.Api.Management.Resumable;
using Newsletter.Api.OpenApi.Examples;
using Newsletter.Api.OpenApi.Schemas;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Newsletter.Api.OpenApi.Operations;

/// <summary>Says which headers of the tus protocol an operation takes and answers, and how bytes are sent.</summary>
internal sealed class TusFilter : IOperationFilter
{
    private const string Date = "Sun, 29 Nov 2026 07:00:00 GMT";

    /// <summary>The headers that are sent. The examples follow each other on one upload.</summary>
    private static readonly Dictionary<string, (string Description, JsonNode Example, bool Required)> Sent = new()
    {
        [TusHeaders.Resumable] = ("The version of the protocol.", TusHeaders.Version, true),
        [TusHeaders.Length] = ("The bytes of the whole file.", RequestExamples.UploadLength, true),
        [TusHeaders.Offset] = ("Where these bytes begin, as HEAD answers it; another place is refused (409).", RequestExamples.UploadStart.Length, true),
        [TusHeaders.Metadata] = ("Names and values in Base64, parted by commas: filename, and any fields of the media item; those that are not text as JSON. What is wrong with one is named by its pointer.", RequestExamples.UploadMetadata, false),
        [TusHeaders.Checksum] = ("sha1 or sha256, a space, and the checksum of these bytes in Base64. Other bytes are not taken (460).", "sha1 L5tKq2n3lcVpcrj4cVHEHJfCLnU=", false),
    };

    private static readonly Dictionary<string, (string Description, JsonNode Example)> Answered = new()
    {
        ["Location"] = ("The address of the upload.", $"/manage/v1/uploads/{RequestExamples.Upload}"),
        [TusHeaders.Versions] = ("The versions of the protocol.", TusHeaders.Version),
        [TusHeaders.Extension] = ("Its extensions.", TusHeaders.Extensions),
        [TusHeaders.MaxSize] = ("The largest file, in bytes.", 200_000_000),
        [TusHeaders.ChecksumAlgorithm] = ("The algorithms of Upload-Checksum.", "sha1,sha256"),
        [TusHeaders.Offset] = ("Where the next part begins. The last byte is counted when the media item is made.", RequestExamples.UploadStart.Length),
        [TusHeaders.Length] = ("The bytes of the whole file.", RequestExamples.UploadLength),
        [TusHeaders.Metadata] = ("As it was sent.", RequestExamples.UploadMetadata),
        [TusHeaders.Expires] = ("When the upload is forgotten.", Date),
        [TusHeaders.Media] = ("The address of the media item that it became.", $"/manage/v1/media/{RequestExamples.Upload}"),
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.Says<TusOperation>() is not { } tus) return;
        foreach (var name in tus.Sent)
        {
            var (description, example, required) = Sent[name];
            operation.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = SchemaOf(example), Example = example.DeepClone() });
        }
        if (tus.TakesBytes)
        {
            var bytes = new OpenApiMediaType { Schema = Scalars.Text("binary"), Example = operation.OperationId == "createUpload" ? RequestExamples.UploadStart : RequestExamples.UploadNext };
            operation.RequestBody = new OpenApiRequestBody { Content = new Dictionary<string, OpenApiMediaType> { [TusHeaders.ContentType] = bytes } };
        }
        foreach (var status in new[] { "200", "201", "204" })
        {
            if (operation.Response(status) is not { } response) continue;
            response.Description = tus.Meaning;
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            foreach (var name in tus.Answered.Prepend(TusHeaders.Resumable))
            {
                var (description, example) = Answered.TryGetValue(name, out var known) ? known : (Sent[name].Description, Sent[name].Example);
                response.Headers[name] = new OpenApiHeader { Description = description, Schema = SchemaOf(example), Example = example.DeepClone() };
            }
        }
    }

    private static OpenApiSchema SchemaOf(JsonNode example) => example.GetValueKind() is System.Text.Json.JsonValueKind.Number ? Scalars.Of(typeof(long))! : Scalars.Text();
}
