using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Samples;

/// <summary>The steps of the sample, through the same verbs as people use.</summary>
/// <remarks>The workbench itself requests the promotion, so that the person who loaded the sample can approve it.</remarks>
public sealed class SampleSteps(
    IDbContextFactory<WorkbenchDbContext> contexts,
    DatasetImporter importer,
    ExperimentLauncher launcher,
    ModelRegistration registration,
    TransitionRequests requests,
    DriftChecks checks,
    TimeProvider clock)
{
    /// <summary>Search time of the experiment, in seconds: enough for good models. The whole sample takes a minute on two cores.</summary>
    private const double BudgetSeconds = 15;

    private static readonly string[] SegmentColumns = ["phase", "wildlife_size", "time_of_day"];

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>Imports a file as the next version of the dataset. The same file again returns its existing version.</summary>
    internal async Task<ImportResult> ImportAsync(Actor workbench, string file, CancellationToken cancellationToken)
    {
        await using var source = SampleFiles.Open(file);
        return await importer.ImportAsync(workbench, SampleNames.Dataset, file, source, DatasetImportOptions.Inferred, cancellationToken);
    }

    /// <summary>Returns the experiment on the version, and starts it if it does not exist.</summary>
    internal async Task<Guid> StartExperimentAsync(Actor workbench, ImportResult data, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var started = await db.Experiments
            .Where(row => row.ProjectId == workbench.Project.Id
                && row.Name == SampleNames.Experiment
                && row.DatasetVersion!.Dataset!.Name == data.Dataset
                && row.DatasetVersion.Number == data.Version
                && (row.State == ExperimentState.Queued || row.State == ExperimentState.Running || row.BestRunId != null))
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var spec = new ExperimentSpec
        {
            Target = SampleNames.Target,
            BudgetSeconds = BudgetSeconds,
            Segments = [.. SegmentColumns.Select(NamedSegment.OfColumn)],
        };
        var request = new ExperimentRequest(data.Dataset, data.Version, spec, SampleNames.Experiment);
        return started ?? await launcher.LaunchAsync(workbench, request, cancellationToken);
    }

    /// <summary>Waits for the experiment and returns its best run.</summary>
    /// <param name="report">Receives the completed share and the current activity.</param>
    /// <exception cref="WorkbenchException">The experiment ended without a model.</exception>
    internal async Task<Guid> AwaitWinnerAsync(Guid experimentId, Action<double, Statement> report, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            {
                var now = await db.Experiments
                    .Where(row => row.Id == experimentId)
                    .Select(row => new { row.State, row.Reason, row.BestRunId, row.StartedAt, Runs = row.Runs.Count })
                    .SingleAsync(cancellationToken);
                if (now.State is not (ExperimentState.Queued or ExperimentState.Running))
                {
                    return now.BestRunId
                        ?? throw WorkbenchException.Conflict("sample_without_model", $"The sample's experiment ended without a model. {JobReasonText.Of(now.Reason)}".TrimEnd());
                }

                var elapsed = now.StartedAt is { } start ? (clock.GetUtcNow().UtcDateTime - start).TotalSeconds : 0;
                var activity = now.State == ExperimentState.Queued
                    ? Statement.Of("sample_experiment_queued")
                    : Statement.Of("sample_searching", ("runs", now.Runs));
                report(Math.Min(0.95, elapsed / (BudgetSeconds * 1.5)), activity);
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }

    /// <summary>Returns the model version of the experiment's run, and registers it if it does not exist.</summary>
    internal async Task<int> RegisterAsync(Actor workbench, Guid experimentId, Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var registered = await db.ModelVersions
            .Where(row => row.Model!.ProjectId == workbench.Project.Id && row.Model.Name == SampleNames.Model && row.Run!.ExperimentId == experimentId)
            .OrderByDescending(row => row.Number)
            .Select(row => (int?)row.Number)
            .FirstOrDefaultAsync(cancellationToken);
        const string description = "Predicts whether a strike damages the aircraft. The best run of the sample.";
        return registered ?? (await registration.RegisterAsync(workbench, SampleNames.Model, runId, description, cancellationToken)).Version;
    }

    /// <summary>Requests promotion to Production, unless a request exists.</summary>
    internal async Task RequestPromotionAsync(Actor workbench, int version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ofProject = db.TransitionRequests.Where(row => row.ModelVersion!.Model!.ProjectId == workbench.Project.Id);
        if (!await ofProject.AnyAsync(row => row.ModelVersion!.Model!.Name == SampleNames.Model && row.ModelVersion.Number == version, cancellationToken))
        {
            const string comment = "The best run of the sample's experiment. Review its evaluation and segments, then decide whether it goes to Production.";
            await requests.OpenAsync(workbench, SampleNames.Model, version, Stage.Production, comment, cancellationToken);
        }
    }

    /// <summary>Returns the drift check of the second period against the model's training data, and starts it if it does not exist.</summary>
    internal async Task<Guid> StartDriftCheckAsync(Actor workbench, int version, ImportResult current, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var started = await db.DriftReports
            .Where(row => row.ModelVersion!.Model!.ProjectId == workbench.Project.Id
                && row.ModelVersion.Model.Name == SampleNames.Model
                && row.ModelVersion.Number == version
                && row.Reason == null
                && db.DatasetVersions.Any(data => data.Id == row.CurrentVersionId && data.Dataset!.Name == current.Dataset && data.Number == current.Version))
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return started ?? await checks.StartAsync(workbench, SampleNames.Model, new DriftCheckRequest(current.Dataset, current.Version), cancellationToken);
    }

    /// <exception cref="WorkbenchException">The check failed.</exception>
    internal async Task AwaitDriftAsync(Guid reportId, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            {
                var now = await db.DriftReports.Where(row => row.Id == reportId).Select(row => new { row.Drifted, row.Reason }).SingleAsync(cancellationToken);
                if (now.Reason is not null)
                {
                    throw WorkbenchException.Conflict("sample_drift_failed", $"The sample's drift check failed. {JobReasonText.Of(now.Reason)}");
                }

                if (now.Drifted is not null)
                {
                    return;
                }
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }
}
