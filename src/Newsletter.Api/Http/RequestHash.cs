using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Newsletter.Api.Management;
using Newsletter.Api.Management.Resumable;

namespace Newsletter.Api.Http;

/// <summary>Tells whether two requests say the same. A form is hashed by its parts: clients draw another boundary for each attempt.</summary>
internal static class RequestHash
{
    /// <summary>Reads the buffered body and leaves it at its beginning.</summary>
    public static async Task<byte[]> OfAsync(HttpRequest request, CancellationToken aborted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add($"{request.Method}\n{request.Path}\n{request.QueryString}\n{request.Headers.IfMatch}\n{request.Headers[TusHeaders.Length]}\n{request.Headers[TusHeaders.Metadata]}\n");
        if (UploadForm.IsMultipart(request) && UploadForm.BoundaryOf(request) is { } boundary)
        {
            try
            {
                var reader = new MultipartReader(boundary, request.Body);
                while (await reader.ReadNextSectionAsync(aborted) is { } part)
                {
                    Add($"\n--\n{part.ContentDisposition}\n{part.ContentType}\n");
                    await AddAsync(part.Body);
                }
                request.Body.Position = 0;
                return hash.GetHashAndReset();
            }
            catch (InvalidDataException)
            {
                // Not a form: its bytes count. The handler says what is wrong with it.
                request.Body.Position = 0;
            }
            catch (IOException exception) when (exception is not BadHttpRequestException)
            {
                request.Body.Position = 0;
            }
        }
        Add($"{request.ContentType}\n");
        await AddAsync(request.Body);
        request.Body.Position = 0;
        return hash.GetHashAndReset();

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));

        async Task AddAsync(Stream body)
        {
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, aborted)) > 0) hash.AppendData(buffer.AsSpan(0, read));
        }
    }
}
