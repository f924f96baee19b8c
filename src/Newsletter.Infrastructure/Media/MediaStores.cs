using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Media;
using Newsletter.Infrastructure.Media.S3;

namespace Newsletter.Infrastructure.Media;

/// <summary>The one place that chooses the store.</summary>
internal static class MediaStores
{
    public const string Local = "Local";
    public const string S3 = "S3";

    public static void AddMediaStore(this IServiceCollection services, IConfiguration configuration, MediaSettings settings, string storage)
    {
        var bucket = configuration.GetSection("S3").Get<S3Settings>() ?? new();
        services.AddSingleton(bucket);
        services.AddSingleton(new StagingFolder(Path.Combine(storage, "staging")));
        if (settings.Store == S3)
        {
            services.AddSingleton<S3Bucket>();
            services.AddSingleton<S3Links>();
            services.AddSingleton<IMediaStore, S3MediaStore>();
        }
        else
        {
            services.AddSingleton<IMediaStore>(new LocalMediaStore(Path.Combine(storage, "media")));
        }
    }
}
