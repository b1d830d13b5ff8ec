using System.Text.Json.Serialization;
using Hangfire;
using Hangfire.AspNetCore;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Api;
using MlWorkbench.Web.Hosting.Health;
using MlWorkbench.Web.Hosting.Telemetry;
using MlWorkbench.Web.Reports;
using MlWorkbench.Web.Serving.Protocols;
using MudBlazor.Services;

namespace MlWorkbench.Web.Hosting;

/// <summary>Builds the site.</summary>
public static class WorkbenchHost
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Number of imports that run at the same time. Each takes a core and memory.</summary>
    private const int ParallelImports = 2;

    /// <summary>Number of other jobs that run at the same time.</summary>
    private const int ShortJobs = 2;

    /// <summary>One batch prediction takes all processors.</summary>
    private const int ParallelBatches = 1;

    // The disposal of a closed page calls its disconnected browser. A shutdown must not wait for these calls.
    private static readonly TimeSpan JsCallTimeout = TimeSpan.FromSeconds(5);

    public static WebApplication Build(string[] args)
    {
        // Named, so that the site finds its assets when a test hosts it.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(WorkbenchHost).Assembly.GetName().Name });
        AddConfiguration(builder);
        var roles = RoleSetting.Read(builder.Configuration);
        // Without this call, the site's assets are found only in the Development environment and after a publish.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        if (roles.HasFlag(ServerRoles.Web))
        {
            builder.ListenForGrpc();
        }

        builder.Services.AddWorkbenchApplication();
        builder.Services.AddWorkbenchAccess();
        AddJobs(builder.Services, roles);
        AddPages(builder.Services);
        builder.Services.AddHostedService<AuditHeadService>();
        builder.Services.AddExceptionHandler<ProblemDetailsExceptionHandler>();
        builder.Services.AddProblemDetails();
        // Takes precedence over the enums' own converters, which also accept numbers.
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false)));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new WellFormedJson()));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // Refuses a misspelled name at any depth of a body, instead of ignoring it.
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow);
        builder.Services.AddRateLimiter(ShareEndpoint.LimitRate);
        builder.Services.AddRequestLimits();
        builder.Services.AddApiDocument();
        builder.Services.AddHealth();
        builder.AddTelemetry();
        builder.Services.AddServingProtocols();
        AddAddresses(builder.Services);
        return Configure(builder.Build(), roles);
    }

    /// <summary>Prepares the storage, resumes interrupted jobs and creates the configured administrator before the first request is served.</summary>
    /// <exception cref="WorkbenchException">The workbench cannot start. The message states the reason.</exception>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        ListeningAddresses.RequireFree(app.Configuration[WebHostDefaults.ServerUrlsKey]!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (app.Services.GetRequiredService<MetricsOptions>().Port is { } port)
        {
            ListeningAddresses.RequireFree(port, $"{MetricsOptions.Section}:{nameof(MetricsOptions.Port)}");
        }

        app.Services.GetRequiredService<InstanceLock>().Acquire();
        var setUpToken = await PrepareDatabaseAsync(app.Services, cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => StartupBanner.Print(app, setUpToken));
    }

    /// <summary>Returns the set-up token if a person must create the administrator, otherwise null.</summary>
    private static async Task<string?> PrepareDatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<WorkbenchDatabase>().PrepareAsync(cancellationToken);
            return await services.GetRequiredService<FirstStart>().PrepareAsync(cancellationToken);
        }
        catch (Exception exception) when (StorageFailure.Find(exception) is not null && services.GetRequiredService<StorageDamage>() is { Found: not null } damage)
        {
            throw damage.CannotStart(exception);
        }
    }

    private static void AddConfiguration(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.Development.json"), optional: true);
            builder.Configuration.AddEnvironmentVariables();
        }

        var log = LogOptions.Read(builder.Configuration);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName ??= log.IsJson ? JsonLog.FormatterName : PlainLog.FormatterName);
        builder.Logging
            .AddConsoleFormatter<PlainLog, ConsoleFormatterOptions>()
            .AddConsoleFormatter<JsonLog, ConsoleFormatterOptions>()
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Hangfire", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            // It logs at every request what the check itself logs once per probe.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            // It warns about unencrypted cookie keys. They are unencrypted, but in a database that only the server's user can read.
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }

    private static void AddAddresses(IServiceCollection services)
    {
        services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section);
        services.AddSingleton<PublicLinks>();
        services.AddTrustedProxies();
    }

    private static void AddJobs(IServiceCollection services, ServerRoles roles)
    {
        // Hangfire stores its storage and its job activator in statics. Each site of a process has its own, so that no site takes another's jobs.
        services.AddSingleton(HangfireStorage.Create);
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, configuration) => configuration
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseLogProvider(new HangfireLog())
            .UseStorage(provider.GetRequiredService<JobStorage>()));
        if (roles.HasFlag(ServerRoles.Worker))
        {
            AddLane(services, JobQueues.Training, provider => Math.Max(1, provider.GetRequiredService<IOptions<TrainingOptions>>().Value.Searches));
            AddLane(services, JobQueues.Imports, _ => ParallelImports);
            AddLane(services, JobQueues.Scoring, _ => ParallelBatches);
            AddLane(services, JobQueues.Default, _ => ShortJobs);
        }

        services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = TimeSpan.FromSeconds(15);
            // In sequence, an open browser connection would use up the time that jobs need to save their work.
            options.ServicesStopConcurrently = true;
        });
        services.AddSingleton<IJobQueue, HangfireJobQueue>();
        services.AddHostedService<JobRecoveryService>();
    }

    private static void AddLane(IServiceCollection services, string queue, Func<IServiceProvider, int> workers) =>
        services.AddHangfireServer((provider, options) =>
        {
            options.ServerName = $"{Environment.MachineName}:{queue}";
            options.Queues = [queue];
            options.WorkerCount = workers(provider);
            options.ShutdownTimeout = TimeSpan.FromSeconds(8);
            options.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            options.HeartbeatInterval = HangfireJobQueue.Heartbeat;
        });

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.JSInteropDefaultCallTimeout = JsCallTimeout);
        services.AddSingleton<OpenPages>();
        services.AddScoped<CircuitHandler, PageCounter>();
        services.AddSingleton<PersonLimits>();
        services.AddMudServices();
        services.AddHttpContextAccessor();
    }

    private static WebApplication Configure(WebApplication app, ServerRoles roles)
    {
        if (!roles.HasFlag(ServerRoles.Web))
        {
            app.MapHealth();
            return app;
        }

        app.UseForwardedHeaders();
        app.UseMiddleware<ProjectAddresses>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePagesWithReExecute($"/{WorkbenchUrls.NotFound}", createScopeForStatusCodePages: true);
        app.UseMiddleware<PlainApiStatus>();
        // Called here, because routing must see the path without its project.
        app.UseRouting();
        app.UseMiddleware<SameOriginForCircuits>();
        app.UseAuthentication();
        app.UseMiddleware<ProjectAccess>();
        app.UseRateLimiter();
        app.UseMiddleware<FirstStartRedirect>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        // SecurityHeaders sets the framing policy of every answer.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        ShareEndpoint.Map(app);
        app.MapWorkbenchApi();
        app.MapServingProtocols();
        return app;
    }
}
