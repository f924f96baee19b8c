using System.Reflection;
using AutoMapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Newsletter.Application.Access;
using Newsletter.Application.Accounts;
using Newsletter.Application.Delivery;
using Newsletter.Application.Delivery.Search;
using Newsletter.Application.Delivery.Sync;
using Newsletter.Application.Editions;
using Newsletter.Application.Events;
using Newsletter.Application.Exchange;
using Newsletter.Application.Items;
using Newsletter.Application.Media;
using Newsletter.Application.Media.Resumable;
using Newsletter.Application.Audit;
using Newsletter.Application.Preview;
using Newsletter.Application.Publishing;
using Newsletter.Application.Review;
using Newsletter.Application.Revisions;
using Newsletter.Application.Publishing.Checks;
using Newsletter.Application.Schedules;

namespace Newsletter.Application;

public static class Registration
{
    public static IServiceCollection AddApplication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAutoMapper(mapper => mapper.LicenseKey = configuration["AutoMapper:LicenseKey"], typeof(Registration).Assembly);
        foreach (var useCase in new[]
        {
            typeof(CreateItem), typeof(ReplaceItem), typeof(PatchItem), typeof(DeleteItem), typeof(ReadItem), typeof(ListItems), typeof(ListReferrers),
            typeof(PublishItem), typeof(UnpublishItem), typeof(ValidateItem), typeof(OldSlugs), typeof(UploadMedia), typeof(UploadLinks), typeof(BeginUpload), typeof(ContinueUpload), typeof(FindUpload), typeof(EndUpload), typeof(WarnOfRights), typeof(CheckRecordings), typeof(MediaHousekeeping), typeof(ReadMediaFile), typeof(CreateKey), typeof(ReadKeys), typeof(ChangeKey), typeof(KeyReader),
            typeof(Plane), typeof(ListDocuments), typeof(SearchDocuments), typeof(SyncDocuments), typeof(ReadDocument), typeof(ResolvePath),
            typeof(PreviewPlane), typeof(WorkingDocuments), typeof(CreatePreviewLink),
            typeof(ReadRevisions), typeof(RestoreRevision), typeof(ThinRevisions), typeof(StepItem), typeof(TakeDownItem), typeof(CorrectItem), typeof(DiscussItem),
            typeof(ListAudit), typeof(AuditTrail), typeof(ListEvents),
            typeof(SignIn), typeof(Attempts), typeof(RecoveryCodes), typeof(Authenticator), typeof(AccountSelf), typeof(AccountTickets), typeof(AccountLinks), typeof(CreateAccount), typeof(ChangeAccount), typeof(ListAccounts), typeof(SetPassword), typeof(ManageClients),
            typeof(PlanItem), typeof(RunSchedule), typeof(ScheduledVersions), typeof(ListSchedules), typeof(NextEdition),
            typeof(ImportNdjson), typeof(ExportNdjson), typeof(LineRegister), typeof(ImportBatch), typeof(ItemRestorer), typeof(ImportMedia),
            typeof(DraftReader), typeof(ItemSaver), typeof(Checking), typeof(Publisher), typeof(Withdrawing), typeof(ShownMedia), typeof(ShownRecordings), typeof(ReferrerBodies), typeof(TouchedItems), typeof(SearchEntries), typeof(PublicationLog),
        })
        {
            services.AddScoped(useCase);
        }
        services.AddScoped<Caller>();
        services.AddSingleton<EditingGate>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton<PublishedChanges>();
        services.AddSingleton<PublishedMemory>();
        services.AddSingleton<CompiledReads>();
        services.AddSingleton<SearchedLanguages>();
        services.AddSingleton<KeyUses>();
        services.AddSingleton<FindKey>();
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<ScheduleSignal>();
        services.AddSingleton<Signatures>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<PreviewLinks>();
        services.AddSingleton<UploadTokens>();
        services.AddSingleton(provider => new DocumentMaker(new(provider.GetRequiredService<IMapper>)));
        services.AddSingleton<ContentReader>();
        services.AddSingleton<KeptRenditions>();
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
        {
            if (typeof(IContentValidator).IsAssignableFrom(type)) services.AddSingleton(typeof(IContentValidator), type);
            if (typeof(IPublishingCheck).IsAssignableFrom(type)) services.AddSingleton(typeof(IPublishingCheck), type);
        }
        services.AddSingleton<FluentValidation.IValidator<PublishRequest>, PublishRequestValidator>();
        return services;
    }
}
