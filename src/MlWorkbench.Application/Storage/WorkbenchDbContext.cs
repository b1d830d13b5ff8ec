using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Storage;

/// <summary>All rows of the workbench, visible only inside Application. Each feature configures its own rows in its folder.</summary>
public class WorkbenchDbContext : DbContext
{
    /// <summary>The collation of names: equal regardless of their case.</summary>
    internal const string IgnoresCase = "NOCASE";

    internal WorkbenchDbContext(DbContextOptions<WorkbenchDbContext> options, IStorageDialect dialect)
        : base(options) => Dialect = dialect;

    internal IStorageDialect Dialect { get; }

    internal DbSet<Project> Projects => Set<Project>();

    internal DbSet<ProjectMember> ProjectMembers => Set<ProjectMember>();

    internal DbSet<WorkbenchEvent> Events => Set<WorkbenchEvent>();

    internal DbSet<Delivery> Deliveries => Set<Delivery>();

    internal DbSet<Notification> Notifications => Set<Notification>();

    internal DbSet<Content> Contents => Set<Content>();

    internal DbSet<ContentChunk> ContentChunks => Set<ContentChunk>();

    internal DbSet<JobRun> JobRuns => Set<JobRun>();

    internal DbSet<Schedule> Schedules => Set<Schedule>();

    internal DbSet<ScheduleTick> ScheduleTicks => Set<ScheduleTick>();

    internal DbSet<User> Users => Set<User>();

    internal DbSet<Session> Sessions => Set<Session>();

    internal DbSet<SignInTries> SignInTries => Set<SignInTries>();

    internal DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    internal DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    internal DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    internal DbSet<Dataset> Datasets => Set<Dataset>();

    internal DbSet<DatasetVersion> DatasetVersions => Set<DatasetVersion>();

    internal DbSet<DatasetImport> DatasetImports => Set<DatasetImport>();

    internal DbSet<DatasetAnalysis> DatasetAnalyses => Set<DatasetAnalysis>();

    internal DbSet<Recipe> Recipes => Set<Recipe>();

    internal DbSet<RecipeVersion> RecipeVersions => Set<RecipeVersion>();

    internal DbSet<Experiment> Experiments => Set<Experiment>();

    internal DbSet<ExperimentSegment> ExperimentSegments => Set<ExperimentSegment>();

    internal DbSet<Run> Runs => Set<Run>();

    internal DbSet<RunParameter> RunParameters => Set<RunParameter>();

    internal DbSet<RunMetric> RunMetrics => Set<RunMetric>();

    internal DbSet<RunTag> RunTags => Set<RunTag>();

    internal DbSet<RunArtifact> RunArtifacts => Set<RunArtifact>();

    internal DbSet<Segment> Segments => Set<Segment>();

    internal DbSet<Evaluation> Evaluations => Set<Evaluation>();

    internal DbSet<EvaluationPart> EvaluationParts => Set<EvaluationPart>();

    internal DbSet<RegisteredModel> RegisteredModels => Set<RegisteredModel>();

    internal DbSet<ModelVersion> ModelVersions => Set<ModelVersion>();

    internal DbSet<ModelAlias> ModelAliases => Set<ModelAlias>();

    internal DbSet<TransitionRequest> TransitionRequests => Set<TransitionRequest>();

    internal DbSet<TransitionComment> TransitionComments => Set<TransitionComment>();

    internal DbSet<StageTransition> StageTransitions => Set<StageTransition>();

    /// <summary>Predictions that an earlier release logged and that are not in batches yet.</summary>
    internal DbSet<PredictionLogEntry> PredictionLog => Set<PredictionLogEntry>();

    internal DbSet<PredictionBatch> PredictionBatches => Set<PredictionBatch>();

    internal DbSet<ModelEndpoint> ModelEndpoints => Set<ModelEndpoint>();

    internal DbSet<EndpointRoute> EndpointRoutes => Set<EndpointRoute>();

    internal DbSet<TrafficMinute> TrafficMinutes => Set<TrafficMinute>();

    internal DbSet<Rollout> Rollouts => Set<Rollout>();

    internal DbSet<BatchPrediction> BatchPredictions => Set<BatchPrediction>();

    internal DbSet<BatchPiece> BatchPieces => Set<BatchPiece>();

    internal DbSet<BatchSchedule> BatchSchedules => Set<BatchSchedule>();

    internal DbSet<DriftReport> DriftReports => Set<DriftReport>();

    internal DbSet<Report> Reports => Set<Report>();

    /// <summary>Begins a transaction that writes. One runs at a time in all processes, so that it can read first and write later.</summary>
    internal Task<IDbContextTransaction> BeginWriteAsync(CancellationToken cancellationToken) => Dialect.BeginWriteAsync(this, cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkbenchDbContext).Assembly);
        modelBuilder.HasDbFunction(() => ListQuery.Matches(default, default!)).HasTranslation(arguments => Dialect.Like(arguments[0], arguments[1]));
        Dialect.ConfigureModel(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<Statement>().HaveConversion<StatementColumn>();
        configurationBuilder.Properties<DatasetSource>().HaveConversion<DatasetSourceColumn>();
        Dialect.ConfigureConventions(configurationBuilder);
    }

    /// <summary>SQLite returns times without their kind, which is UTC. PostgreSQL accepts only times of this kind.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}
