using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Testing;

/// <summary>Inserts finished runs with a real model package and the test's evaluation, each in its own experiment on the dataset <c>customers</c>.</summary>
public sealed class SampleRuns(IServiceProvider services)
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
    private readonly ContentStore _contents = services.GetRequiredService<ContentStore>();
    private readonly DateTime _now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Inserts a run and returns its id.</summary>
    public async Task<Guid> PlantAsync(Actor by, SampleRun run)
    {
        var dataVersion = await FindOrPlantDataAsync(by);
        await using var db = await _contexts.CreateDbContextAsync();
        var experiment = new Experiment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = by.Project.Id,
            Name = "Churn of customers",
            DatasetVersionId = dataVersion,
            Spec = Json(new ExperimentSpec { Target = SampleModel.Target }),
            State = ExperimentState.Completed,
            BudgetSeconds = 60,
            CreatedById = by.UserId,
            CreatedByName = by.Name,
            CreatedAt = _now,
            EndedAt = _now,
        };
        db.Add(experiment);
        experiment.BestRunId = await AddAsync(db, experiment, 2, run);
        if (run.Baseline is { } baseline)
        {
            await AddAsync(db, experiment, 1, new SampleRun(Auc: baseline, Title: "Baseline"), TrainerFamilies.Baseline);
        }

        await db.SaveChangesAsync();
        return experiment.BestRunId.Value;
    }

    private async Task<Guid> FindOrPlantDataAsync(Actor by)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        return await db.DatasetVersions.Where(version => version.Dataset!.ProjectId == by.Project.Id && version.Dataset.Name == SampleModel.Dataset).Select(version => (Guid?)version.Id).FirstOrDefaultAsync()
            ?? await new SampleModel(services).PlantVersionAsync(by, SampleModel.Dataset, 1, SampleModel.Customers(1_500));
    }

    private async Task<Guid> AddAsync(WorkbenchDbContext db, Experiment experiment, int number, SampleRun run, string trainer = TrainerFamilies.LightGbm)
    {
        var id = Guid.CreateVersion7();
        var validation = new MetricValue("auc", run.Auc ?? 0.8, (run.Auc ?? 0.8) - run.Half, (run.Auc ?? 0.8) + run.Half, HigherIsBetter: true);
        var test = run.Auc is { } auc ? new SplitEvaluation
        {
            Rows = run.TestRows,
            Metrics = [Auc(auc, run.Half), LogLoss(1.2 - auc)],
            Segments = [.. (run.Segments ?? []).Select(Segment)],
        } : null;
        test = run.Test is { } rows ? RunEvaluator.Evaluate(rows.Actuals, rows.Predictions, rows.Segments, Metrics.Get(rows.Actuals.Task, "auc"), seed: 1) : test;
        var made = new Run
        {
            Id = id,
            ExperimentId = experiment.Id,
            Number = number,
            Trainer = trainer,
            Title = run.Title,
            State = RunState.Completed,
            Metric = "auc",
            Metrics = { SampleModel.Metric(validation, MetricSplit.Validation, _now) },
            Seconds = 2.1,
            Artifacts = { await PutAsync(SearchProtocol.ModelFile, run.Package ?? SamplePackage.Binary()) },
            StartedAt = _now,
            EndedAt = _now,
        };
        if (test is not null)
        {
            made.Metrics.Add(SampleModel.Metric(test.Metrics[0], MetricSplit.Test, _now));
        }

        if (run.Test is { } predictions)
        {
            using var stream = new MemoryStream();
            TestPredictionsFile.Write(stream, predictions);
            made.Artifacts.Add(await PutAsync(SearchProtocol.TestFile, stream.ToArray()));
        }

        db.Add(made);
        await RunEvaluations.ReplaceAsync(db, id, experiment.DatasetVersionId, new RunEvaluation(new SplitEvaluation
        {
            Rows = 900,
            Metrics = [validation],
            Segments = [],
        }, test, []), _now, CancellationToken.None);
        return id;
    }

    private async Task<RunArtifact> PutAsync(string path, byte[] bytes) =>
        new() { Path = path, Digest = await _contents.PutBytesAsync(bytes, CancellationToken.None), MediaType = "application/octet-stream", Bytes = bytes.Length };

    private static SegmentMetric Segment((string Level, int Rows, double Auc, double Half) segment) =>
        new("plan", segment.Level, segment.Rows, Auc(segment.Auc, segment.Half));

    private static MetricValue Auc(double value, double half) => new("auc", value, value - half, value + half, HigherIsBetter: true);

    private static MetricValue LogLoss(double value) => new("logLoss", value, value - 0.03, value + 0.03, HigherIsBetter: false);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
