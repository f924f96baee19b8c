namespace Newsletter.Infrastructure.Media.S3;

/// <summary>A bucket on AWS, or on any other server that speaks S3.</summary>
public sealed class S3Settings
{
    /// <summary>Where the server is; AWS if left out.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Where clients reach it that are sent there, if elsewhere.</summary>
    public string? PublicEndpoint { get; set; }

    /// <summary>Must be given for AWS; elsewhere us-east-1 if left out.</summary>
    public string? Region { get; set; }

    public string? Bucket { get; set; }

    /// <summary>What all keys begin with, so that several can share a bucket.</summary>
    public string? Prefix { get; set; }

    /// <summary>Without it and the secret, what the machine has is used (environment, profile, role of the instance).</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>Whether the bucket stands in the path and not in the name of the host.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>Whether readers are sent to the store for files, instead of being sent the bytes.</summary>
    public bool PresignDownloads { get; set; }

    /// <summary>How long one small request may take; the transfer of much comes on top. 1 to 60.</summary>
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>The prefix with one slash at its end, or nothing.</summary>
    internal string KeyPrefix => Prefix?.Trim('/') is { Length: > 0 } prefix ? prefix + "/" : "";

    /// <returns>What is wrong with the settings; null if nothing.</returns>
    public string? Mistake()
    {
        if (string.IsNullOrWhiteSpace(Bucket)) return "S3:Bucket must be set where Media:Store is S3.";
        if (Endpoint is { Length: > 0 } && !IsAddress(Endpoint)) return "S3:Endpoint must be an http or https address.";
        if (PublicEndpoint is { Length: > 0 } && !IsAddress(PublicEndpoint)) return "S3:PublicEndpoint must be an http or https address.";
        if (string.IsNullOrEmpty(Endpoint) && string.IsNullOrWhiteSpace(Region)) return "S3:Region must be set where S3:Endpoint is not.";
        if (string.IsNullOrEmpty(AccessKey) && !string.IsNullOrEmpty(SecretKey)) return "S3:AccessKey must be set where S3:SecretKey is.";
        if (string.IsNullOrEmpty(SecretKey) && !string.IsNullOrEmpty(AccessKey)) return "S3:SecretKey must be set where S3:AccessKey is.";
        if (KeyPrefix.Split('/')[..^1].Any(part => part is "" or "." or "..")) return "S3:Prefix must be words parted by single slashes.";
        return TimeoutSeconds is < 1 or > 60 ? "S3:TimeoutSeconds must be 1 to 60." : null;
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
