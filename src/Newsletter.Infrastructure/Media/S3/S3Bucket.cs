using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Newsletter.Application.Media;

namespace Newsletter.Infrastructure.Media.S3;

/// <summary>The bucket, and how it is asked: never for long, and not at all while it does not answer.</summary>
internal sealed class S3Bucket : IDisposable
{
    private const string AnyRegion = "us-east-1";

    /// <summary>What is slower than this is broken off.</summary>
    private const long BytesPerSecond = 256 * 1024;

    private readonly StoreCircuit circuit;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;
    private readonly string prefix;
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(2),
        // Stores change their addresses.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public S3Bucket(S3Settings settings, TimeProvider time)
    {
        (this.time, circuit, prefix) = (time, new(time), settings.KeyPrefix);
        (Name, patience) = (settings.Bucket ?? "", TimeSpan.FromSeconds(settings.TimeoutSeconds));
        Client = ClientFor(settings, settings.Endpoint);
        Linking = string.IsNullOrEmpty(settings.PublicEndpoint) ? Client : ClientFor(settings, settings.PublicEndpoint);
    }

    public string Name { get; }

    public AmazonS3Client Client { get; }

    /// <summary>Signs addresses as clients reach the store.</summary>
    public AmazonS3Client Linking { get; }

    public string Full(string key) => prefix + key;

    public string Short(string full) => full[prefix.Length..];

    public Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken) => AskAsync(0, ask, cancellationToken);

    /// <param name="bytes">How many are sent or received with it.</param>
    /// <exception cref="MediaStoreException">It did not answer, or not as a store should.</exception>
    /// <exception cref="AmazonS3Exception">There is no such thing in it.</exception>
    public async Task<T> AskAsync<T>(long bytes, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        circuit.Enter();
        using var late = new CancellationTokenSource(patience + TimeSpan.FromSeconds((double)bytes / BytesPerSecond), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var answer = await ask(either.Token);
            circuit.Answered();
            return answer;
        }
        catch (Exception exception) when (exception is not MediaStoreException && !cancellationToken.IsCancellationRequested)
        {
            if (IsAnswer(exception)) circuit.Answered();
            else circuit.Failed();
            if (IsMissing(exception)) throw;
            throw new MediaStoreException("The store did not do what was asked of it.", exception);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Linking.Dispose();
        http.Dispose();
    }

    /// <summary>An answer without a body, to HEAD, has no code of its own.</summary>
    public static bool IsMissing(Exception exception) => exception is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NoSuchKey" or "NotFound" or "NoSuchUpload" };

    /// <summary>What it refuses or does not know it will refuse again, and says so at once.</summary>
    public static bool IsAnswer(Exception exception) =>
        exception is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests and not HttpStatusCode.RequestTimeout or HttpStatusCode.NotImplemented };

    private AmazonS3Client ClientFor(S3Settings settings, string? endpoint)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.ForcePathStyle,
            MaxErrorRetry = 1,
            // Many servers do not know the checksums that the library would add on its own; the signature covers the bytes already.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new OneClient(http),
        };
        if (string.IsNullOrEmpty(endpoint)) config.RegionEndpoint = RegionEndpoint.GetBySystemName(string.IsNullOrWhiteSpace(settings.Region) ? AnyRegion : settings.Region);
        else (config.ServiceURL, config.AuthenticationRegion) = (endpoint, string.IsNullOrWhiteSpace(settings.Region) ? AnyRegion : settings.Region);
        return string.IsNullOrEmpty(settings.AccessKey) ? new(config) : new(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), config);
    }

    private sealed class OneClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
