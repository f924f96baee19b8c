using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Accounts;
using Newsletter.Application.Body;
using Newsletter.Application.Delivery;
using Newsletter.Application.Editions;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Application.Media.Resumable;
using Newsletter.Infrastructure.Background;
using Newsletter.Infrastructure.Backups;
using Newsletter.Infrastructure.Body;
using Newsletter.Infrastructure.Identity;
using Newsletter.Infrastructure.Mailing;
using Newsletter.Infrastructure.Media;
using Newsletter.Infrastructure.Media.Pictures;
using Newsletter.Infrastructure.Media.Recordings;
using Newsletter.Infrastructure.Outgoing;
using Newsletter.Infrastructure.Persistence;
using Newsletter.Infrastructure.Text;

namespace Newsletter.Infrastructure;

public static class Registration
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        var storage = Path.GetFullPath(configuration["Storage:Root"] ?? "data");
        services.AddSingleton(new StorageFolder(storage));
        services.AddPersistence(configuration, storage);

        var media = configuration.GetSection("Media").Get<MediaSettings>() ?? new();
        services.AddSingleton(media);
        services.AddMediaStore(configuration, media, storage);
        services.AddSingleton<PictureWork>();
        services.AddSingleton<PictureIntake>();
        services.AddSingleton<RecordingIntake>();
        services.AddSingleton<IPictureRenderer, PictureRenderer>();
        services.AddSingleton<IMediaIntake, MediaIntake>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<IUploadFolder>(provider => provider.GetRequiredService<UploadFolder>());
        services.AddSingleton<IBodyReader, BodyReader>();
        services.AddSingleton<ITransliterator, Transliterator>();
        services.AddSingleton<IRecurrences, Recurrences>();
        services.AddSingleton(new PublicAddress((configuration["PublicUrl"] ?? "").TrimEnd('/')));
        services.AddWork<ScheduleWorker>();
        services.AddWork<AccessWatcher>();
        services.AddHostedService<LogFollower>();
        services.AddWork<KeyUseWriter>();
        services.AddWork<RightsWatcher>();
        services.AddWork<EventNumberer>();
        services.AddWork<AnswerSweeper>();
        services.AddSingleton(configuration.GetSection("Outgoing").Get<OutgoingSettings>() ?? new());
        services.AddSingleton<IHostResolver, SystemHostResolver>();
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<IRecordingProbe, RecordingProbe>();
        if (media.AvailabilityHours > 0) services.AddWork<AvailabilityWatcher>();
        services.AddWork<StagingSweeper>();
        if (media.RenditionsAhead) services.AddWork<RenditionsAhead>();
        services.AddScoped<BackUp>();
        services.AddScoped<Restore>();
        services.AddAccounts();
        services.AddMail(configuration);
        return services;
    }

    private static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Smtp").Get<SmtpSettings>() ?? new());
        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<SmtpMailer>());
        services.AddWork<SmtpMailer>();
    }
}

/// <summary>The folder of all local state.</summary>
public sealed record StorageFolder(string Path);
