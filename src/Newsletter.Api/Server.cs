using Microsoft.AspNetCore.Authorization;
using Newsletter.Api.Accounts;
using Newsletter.Api.Auth;
using Newsletter.Api.Caching;
using Newsletter.Api.Delivery;
using Newsletter.Api.Home;
using Newsletter.Api.Http;
using Newsletter.Api.Limits;
using Newsletter.Api.Management;
using Newsletter.Api.Management.Resumable;
using Newsletter.Api.OpenApi;
using Newsletter.Application;
using Newsletter.Domain;
using Newsletter.Infrastructure;

namespace Newsletter.Api;

/// <summary>The web server: services, the order of the pipeline, routes.</summary>
internal static class Server
{
    private const string DefaultAddress = "http://localhost:5080";

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Make(args);
        var readAhead = app.ReadModelAheadAsync();
        app.Map();
        if (!await app.PrepareAsync()) return 1;
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} --urls http://localhost:PORT chooses another.");
            return 1;
        }
        await readAhead;
        try
        {
            await app.PrepareEditingAsync();
            await Welcome.PrintAsync(app, await app.FirstKeyAsync(), await app.FirstPasswordAsync());
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was told to stop meanwhile.
        }
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <param name="configure">Replaces services in tests, such as the clock.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var app = Make(args, configure);
        app.Map();
        return app;
    }

    private static WebApplication Make(string[] args, Action<IServiceCollection>? configure = null)
    {
        // Settings lie beside the program, wherever it is started; the storage folder is relative to where that is.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (!SaysWhereToListen(builder.Configuration)) builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.UseSockets(sockets =>
        {
            // A request is read where it arrives and answered there, without being handed from thread to thread and asked for twice: nothing here waits on a
            // thread, and a connection that says nothing costs 4 KB.
            sockets.UnsafePreferInlineScheduling = true;
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            LimitRegistration.Set(kestrel.Limits);
        });
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddApplication(builder.Configuration);
        services.AddInfrastructure(builder.Configuration);
        services.AddProxies(builder.Configuration);
        services.AddBrowsers(builder.Configuration);
        services.AddLimits(builder.Configuration);
        services.AddAnswerCache(builder.Configuration);
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddBearerTokens(builder.Configuration);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PoliciesOnDemand>();
        services.AddSingleton(builder.Configuration.GetSection("Delivery").Get<DeliverySettings>() ?? new());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContentJson.Options.TypeInfoResolver!));
        services.AddSingleton<Readiness>();
        services.AddOpenApiDocuments();

        // Data Protection would read its keys before the first reader is let in, who needs none of them.
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService"));

        configure?.Invoke(services);
        return builder.Build();
    }

    private static void Map(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(status => Problems.WriteAsync(status.HttpContext,
            Problem.Of(status.HttpContext.Response.StatusCode, Problems.CodeOf(status.HttpContext.Response.StatusCode), null, status.HttpContext)));
        app.UseTransportSecurity();
        app.UseRouting();
        app.UseCors();
        app.UseRequestRules();
        app.UseKeptAnswers();
        app.UseAuthenticationBesideReaders();
        app.UseRateLimits();
        app.UseAuthorization();
        app.MapDelivery();
        app.MapPreview();
        app.MapMediaFiles();
        app.MapManagement();
        app.MapOpenApiDocuments();
        app.MapBodySchema();
        app.MapHome();
        app.MapHealth();
        if (app.Services.GetRequiredService<AccountSettings>().Enabled) app.MapAccounts();
    }

    private static bool SaysWhereToListen(ConfigurationManager configuration) =>
        (configuration["urls"] ?? configuration["http_ports"] ?? configuration["https_ports"]) is { Length: > 0 } || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    private static void MapAccounts(this WebApplication app)
    {
        app.MapConnect();
        app.MapEndSession();
        var pages = app.MapAccountPages();
        pages.MapSignIn();
        pages.MapPasswords();
        pages.MapProfile();
        pages.MapRecovery();
        app.MapAccountStyle();
    }

    private static void MapManagement(this WebApplication app)
    {
        var management = app.MapGroup("/manage/v1").WithGroupName(OpenApiDocuments.Management).RequireCors(Browsers.Editors).LimitedAs(LimitNames.Management).AllProduceProblems(406)
            .Filtered<TimeLimit>().Filtered<CostLimit>().Filtered<ChangeReasonFilter>();
        management.MapItems<Domain.Publications.Publication>(ItemType.Newsletter, "newsletter");
        management.MapItems<Domain.Editions.Edition>(ItemType.Edition, "edition");
        management.MapItems<Domain.Articles.Article>(ItemType.Article, "article");
        management.MapItems<Domain.Authors.Author>(ItemType.Author, "author");
        management.MapItems<Domain.Tags.Tag>(ItemType.Tag, "tag");
        management.MapItems<Domain.Podcasts.Podcast>(ItemType.Podcast, "podcast");
        management.MapItems<Domain.Podcasts.Episode>(ItemType.Episode, "episode");
        management.MapItems<Domain.Notices.Notice>(ItemType.Notice, "notice");
        management.MapItems<Domain.Breaking.BreakingLine>(ItemType.Breaking, "breaking line");
        management.MapMedia();
        management.MapResumableUploads();
        management.MapNextEdition();
        management.MapSchedules();
        management.MapEvents();
        management.MapAudit();
        management.MapKeys();
        management.MapClients();
        management.MapUsers();
    }
}
