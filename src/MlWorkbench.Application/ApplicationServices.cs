using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Lineage;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Samples;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Serving.Rollouts;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;
using MlWorkbench.Application.Storage.Postgres;

namespace MlWorkbench.Application;

/// <summary>Registers the workbench's verbs and catalogs. The host adds an <see cref="IJobQueue"/>.</summary>
public static class ApplicationServices
{
    public static IServiceCollection AddWorkbenchApplication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        AddStorage(services);
        AddEvents(services);
        AddBackups(services);
        AddJobs(services);
        AddAccess(services);
        AddDatasets(services);
        AddMonitoring(services);
        services.AddSingleton<ReportViews>();
        services.AddHostedService(provider => provider.GetRequiredService<ReportViews>());
        services.AddSingleton<ReportSharing>();
        services.AddSingleton<ReportCatalog>();
        AddRegistry(services);
        AddServing(services);
        AddBatch(services);
        AddRecipes(services);
        AddExperiments(services);
        AddHome(services);
        return services;
    }

    private static void AddDatasets(IServiceCollection services)
    {
        services.AddSingleton<DatasetImporter>();
        services.AddSingleton<DatasetQuota>();
        services.AddSingleton<DatasetCatalog>();
        services.AddSingleton<DatasetEditor>();
        services.AddSingleton<DatasetDeletion>();
        services.AddSingleton<LineageCatalog>();
        services.AddSingleton<DatasetExporter>();
        services.AddSingleton<DatasetDeriver>();
        services.AddSingleton<AnalysisLauncher>();
        services.AddSingleton<DatasetAnalyses>();
        services.AddJob<AnalysisJob>();
        services.AddSingleton<FullDisk>();
        services.AddSingleton<ReceivedFiles>();
        services.AddSingleton<FileReceiver>();
        services.AddSingleton<VersionRecorder>();
        services.AddSingleton<DerivedRows>();
        services.AddSingleton<ImportCatalog>();
        services.AddJob<ImportJob>().AddJobFollower<ImportJob, ImportFollower>();
    }

    private static void AddRecipes(IServiceCollection services)
    {
        services.AddSingleton<RecipeCatalog>();
        services.AddSingleton<RecipePreviews>();
        services.AddSingleton<RecipeEditor>();
    }

    private static void AddExperiments(IServiceCollection services)
    {
        services.AddOptions<TrainingOptions>().BindConfiguration(TrainingOptions.Section);
        services.AddSingleton<TargetReader>();
        services.AddSingleton<ExperimentLauncher>();
        services.AddSingleton<BudgetLimit>();
        services.AddSingleton<ExperimentStopper>();
        services.AddSingleton<ExperimentExtension>();
        services.AddSingleton<ExperimentRecorder>();
        services.AddSingleton<SegmentCatalog>();
        services.AddSingleton<RunMeter>();
        services.AddSingleton<RunRecorder>();
        services.AddSingleton<ExperimentCatalog>();
        services.AddSingleton<RunCatalog>();
        services.AddSingleton<RunTracker>();
        services.AddSingleton<RunRegistrations>();
        services.AddSingleton<RunComparer>();
        services.AddSingleton<TestComparer>();
        services.AddSingleton<RunExplainer>();
        services.AddJob<ExperimentJob>().AddJobFollower<ExperimentJob, ExperimentFollower>();
    }

    private static void AddStorage(IServiceCollection services)
    {
        services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.Section)
            .Configure<IConfiguration>((storage, configuration) => storage.ConnectionString = configuration.GetConnectionString(StorageOptions.ConnectionName));
        services.AddSingleton<IStorageDialect>(provider =>
            StorageOf(provider) is { IsFile: false } storage ? new PostgresDialect(storage) : new SqliteDialect(StorageOf(provider)));
        services.AddSingleton<WorkbenchDatabase>(provider => StorageOf(provider).IsFile
            ? ActivatorUtilities.CreateInstance<SqliteDatabase>(provider)
            : ActivatorUtilities.CreateInstance<PostgresDatabase>(provider));
        services.AddDbContextFactory<WorkbenchDbContext, WorkbenchContexts>((provider, builder) =>
        {
            provider.GetRequiredService<IStorageDialect>().Configure(builder);
            builder.AddInterceptors(provider.GetRequiredService<ChangeSignal>(), provider.GetRequiredService<CommandMeter>());
            if (StorageOf(provider).IsFile)
            {
                var watch = provider.GetRequiredService<StorageWatch>();
                builder.AddInterceptors(watch).LogTo((_, level) => level == LogLevel.Error, watch.Note);
            }
        });
        services.AddSingleton<InstanceLock>();
        services.AddSingleton<DiskSpace>();
        services.AddSingleton<StorageDamage>();
        services.AddSingleton<StorageWatch>();
        services.AddSingleton<DatabaseCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseCheck>());
        services.AddSingleton<ContentStore>();
        services.AddSingleton<ContentSweeper>();
        services.AddSingleton<ScratchSpace>();
        services.AddSingleton<StoringLock>();
        services.AddSingleton<StorageInspector>();
        services.AddSingleton<CommandMeter>();
        services.AddSingleton<IFigures, DatabaseFigures>();
        services.AddHostedService<FigureReader>();
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<EventDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<EventDispatcher>());
        services.AddSingleton<IFigures, DeliveryFigures>();
    }

    private static StorageOptions StorageOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static void AddBackups(IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section);
        services.AddSingleton<BackupFolder>();
        services.AddSingleton<DatabaseVerifier>();
        services.AddSingleton<BackupMaker>();
        services.AddSingleton<PendingRestore>();
        services.AddSingleton<DatabaseRestore>();
        services.AddSingleton<BackupLauncher>();
        services.AddSingleton<BackupCatalog>();
        services.AddSingleton<BackupSchedule>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupSchedule>());
        services.AddJob<BackupJob>();
        services.AddJob<BackupCheckJob>();
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton<JobLauncher>();
        services.AddSingleton<JobLimits>();
        services.AddSingleton<JobOwner>();
        services.AddSingleton<JobEnds>();
        services.AddSingleton<JobMeter>();
        services.AddSingleton<JobFigures>();
        services.AddSingleton<IFigures>(provider => provider.GetRequiredService<JobFigures>());
        services.AddSingleton<JobTransitions>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobRecovery>();
        services.AddSingleton<JobCatalog>();
        services.AddSingleton<JobCancellation>();
        services.AddSingleton<SchedulePass>();
        services.AddHostedService(provider => provider.GetRequiredService<SchedulePass>());
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section);
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section);
        services.AddOptions<BootstrapOptions>().BindConfiguration(BootstrapOptions.Section);
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<AuditRevision>();
        services.AddSingleton<SignInBackoff>();
        services.AddSingleton<SignInMeter>();
        services.AddSingleton<AccountSignIn>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionUses>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionUses>());
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<TokenUses>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenUses>());
        services.AddSingleton<FirstStart>();
        services.AddSingleton<AccessCatalog>();
        services.AddSingleton<UserEditor>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<ProjectEntry>();
        services.AddSingleton<ProjectCatalog>();
        services.AddSingleton<ProjectEditor>();
        services.AddSingleton<ProjectMembers>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditHeads>();
        services.AddSingleton<AuditExport>();
        services.AddSingleton<ProtectionKeys>();
    }

    private static void AddMonitoring(IServiceCollection services)
    {
        services.AddSingleton<DriftChecks>();
        services.AddSingleton<LoggedPredictions>();
        services.AddSingleton<MonitoringCatalog>();
        services.AddJob<DriftCheckJob>().AddJobFollower<DriftCheckJob, DriftReportFollower>();
    }

    private static void AddRegistry(IServiceCollection services)
    {
        services.AddOptions<PromotionGateOptions>().BindConfiguration(PromotionGateOptions.Section);
        services.AddSingleton<ModelRegistration>();
        services.AddSingleton<ModelAliases>();
        services.AddSingleton<AliasProtection>();
        services.AddSingleton<ProductionAliases>();
        services.AddSingleton<EvidenceCollector>();
        services.AddSingleton<TransitionRequests>();
        services.AddSingleton<TransitionDecisions>();
        services.AddSingleton<StageChanges>();
        services.AddSingleton<ProductionRollback>();
        services.AddSingleton<RolloutMoves>();
        services.AddSingleton<RolloutControl>();
        services.AddSingleton<RolloutCatalog>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<TransitionRequestCatalog>();
        services.AddSingleton<IEventConsumer, TransitionNotifier>();
    }

    private static void AddServing(IServiceCollection services)
    {
        services.AddOptions<ModelCacheOptions>().BindConfiguration(ModelCacheOptions.Section);
        services.AddOptions<ServingOptions>().BindConfiguration(ServingOptions.Section);
        services.AddSingleton<ModelProof>();
        services.AddSingleton<ModelCache>();
        services.AddSingleton<PredictionLogWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<PredictionLogWriter>());
        services.AddSingleton<PredictionLogRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<PredictionLogRetention>());
        services.AddSingleton<OldPredictionLog>();
        services.AddSingleton<PredictionLogSealing>();
        services.AddHostedService(provider => provider.GetRequiredService<PredictionLogSealing>());
        services.AddSingleton<PredictionLogCatalog>();
        services.AddSingleton<ModelRoutes>();
        services.AddSingleton<RouteModels>();
        services.AddSingleton<PredictionMeter>();
        services.AddSingleton<IFigures, PredictionLogFigures>();
        services.AddSingleton<PredictionServer>();
        services.AddSingleton<EndpointCreation>();
        services.AddSingleton<PredictionReasons>();
        services.AddSingleton<PredictionErasure>();
        services.AddSingleton<PredictionExport>();
        services.AddSingleton<HumilityRules>();
        services.AddSingleton<CallRates>();
        services.AddSingleton<EndpointLimiting>();
        services.AddSingleton<TrafficMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<TrafficMeter>());
        services.AddSingleton<TrafficCatalog>();
        services.AddSingleton<TrafficCompaction>();
        services.AddHostedService(provider => provider.GetRequiredService<TrafficCompaction>());
        services.AddSingleton<ShadowQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<ShadowQueue>());
        services.AddSingleton<ShadowEditor>();
        services.AddSingleton<RolloutPass>();
        services.AddHostedService(provider => provider.GetRequiredService<RolloutPass>());
        services.AddSingleton<ServedSignatures>();
        services.AddSingleton<EndpointCatalog>();
        services.AddSingleton<EndpointLogging>();
    }

    private static void AddBatch(IServiceCollection services)
    {
        services.AddOptions<BatchOptions>().BindConfiguration(BatchOptions.Section);
        services.AddSingleton<BatchPredictions>();
        services.AddSingleton<BatchPredictionCatalog>();
        services.AddSingleton<LoggedInputs>();
        services.AddSingleton<BatchSchedules>();
        services.AddSingleton<BatchScheduleCatalog>();
        services.AddJob<BatchScheduleJob>();
        services.AddSingleton<BatchRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<BatchRetention>());
        services.AddJob<BatchPredictionJob>().AddJobFollower<BatchPredictionJob, BatchPredictionFollower>();
    }

    private static void AddHome(IServiceCollection services)
    {
        services.AddSingleton<HomeCatalog>();
        services.AddSingleton<UsageCatalog>();
        services.AddSingleton<JumpCatalog>();
        services.AddSingleton<SampleCatalog>();
        services.AddSingleton<SampleLoader>();
        services.AddSingleton<SampleSteps>();
        services.AddJob<SampleJob>();
    }
}
