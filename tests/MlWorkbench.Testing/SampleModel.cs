using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Testing;

/// <summary>Inserts the rows of an experiment and a registration: dataset <c>customers</c>, a finished experiment, model <c>churn</c> with version 1.</summary>
/// <remarks>The experiment has a baseline and an evaluated run.</remarks>
public sealed class SampleModel(IServiceProvider services)
{
    public const string Dataset = "customers";
    public const string Model = "churn";
    public const string Target = "churned";

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
    private readonly ContentStore _contents = services.GetRequiredService<ContentStore>();
    private readonly DateTime _now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    public Guid RunId { get; } = Guid.CreateVersion7();

    public Guid VersionId { get; } = Guid.CreateVersion7();

    /// <summary>Creates customers whose ages are shifted by some years. 0 for the training data.</summary>
    /// <param name="plan">Name of the segment column.</param>
    public static Table Customers(int rows, int older = 0, string plan = "plan")
    {
        var random = new Random(11);
        var age = new double[rows];
        var income = new double[rows];
        var plans = new int[rows];
        var churned = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            age[row] = 18 + random.Next(60) + older;
            income[row] = Math.Round(800 + (4_000 * random.NextDouble()), 2);
            plans[row] = random.Next(3);
            churned[row] = random.NextDouble() < Risk(age[row], plans[row]) ? 1 : 0;
        }

        return new Table(
        [
            new NumericColumn("age", ColumnType.Integer, age),
            new NumericColumn("income", ColumnType.Number, income),
            new CategoricalColumn(plan, ColumnType.Category, plans, ["basic", "plus", "family"]),
            new CategoricalColumn(Target, ColumnType.Category, churned, ["No", "Yes"]),
        ]);
    }

    /// <param name="package">If omitted, a package of older programs, without a baseline.</param>
    public async Task PlantAsync(Actor by, string plan = "plan", byte[]? package = null)
    {
        var table = Customers(1_500, plan: plan);
        var dataVersion = await PlantVersionAsync(by, Dataset, 1, table);
        await using var db = await _contexts.CreateDbContextAsync();
        var experiment = new Experiment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = by.Project.Id,
            Name = "Churn of customers",
            DatasetVersionId = dataVersion,
            Spec = Json(new ExperimentSpec { Target = Target }),
            Plan = Json(new SearchPlan
            {
                Task = ModelTask.Binary,
                Metric = "auc",
                HigherIsBetter = true,
                Classes = ["No", "Yes"],
                PositiveClass = "Yes",
                Validation = ValidationKind.KFold,
                Folds = 5,
                TrainRows = 1_200,
                TestRows = 300,
                Segments = [plan],
                Findings = [Statement.Of("task_binary", ("column", Target))],
                Dropped = [new DroppedColumn("income", Statement.Of("column_excluded_by_request"))],
            }),
            State = ExperimentState.Completed,
            BudgetSeconds = 60,
            CreatedById = by.UserId,
            CreatedByName = by.Name,
            CreatedAt = _now,
            EndedAt = _now,
        };
        experiment.BestRunId = RunId;
        db.Add(experiment);
        await AddRunAsync(db, experiment, Guid.CreateVersion7(), 1, "baseline", "Baseline", table, plan, useless: true);
        await AddRunAsync(db, experiment, RunId, 2, "linear", "Linear, L2 0.1", table, plan, useless: false);
        await db.SaveChangesAsync();
        await PlantModelAsync(db, by, package ?? SamplePackage.Binary());
    }

    /// <summary>Creates the newest value of a series.</summary>
    internal static RunMetric Metric(MetricValue value, MetricSplit split, DateTime at) =>
        new() { Name = value.Name, Split = split, At = at, Value = value.Value, Low = value.Low, High = value.High, IsLast = true };

    /// <summary>Inserts the rows and returns the id of the version.</summary>
    public async Task<Guid> PlantVersionAsync(Actor by, string dataset, int number, Table table)
    {
        var path = Path.GetTempFileName();
        await using (var file = File.Create(path))
        {
            ArrowTableFile.Write(file, table, [.. table.Columns.Select(_ => ColumnRole.Feature)]);
        }

        var digest = await _contents.PutFileAsync(path, CancellationToken.None);
        File.Delete(path);
        await using var db = await _contexts.CreateDbContextAsync();
        var owner = await db.Datasets.SingleOrDefaultAsync(row => row.ProjectId == by.Project.Id && row.Name == dataset);
        if (owner is null)
        {
            owner = new Dataset { Id = Guid.CreateVersion7(), ProjectId = by.Project.Id, Name = dataset, CreatedAt = _now };
            db.Add(owner);
        }

        owner.LastNumber = number;
        var version = new DatasetVersion
        {
            Id = Guid.CreateVersion7(),
            DatasetId = owner.Id,
            Number = number,
            Digest = digest,
            SourceDigest = digest,
            SourceName = DatasetSource.OfFile($"{dataset}.csv"),
            Rows = table.RowCount,
            ColumnCount = table.Columns.Count,
            Columns = DatasetJson.Write(table.Columns.Select(column => new ColumnSchema(column.Name, column.Type, ColumnRole.Feature, 0, 2))),
            ImportOptions = "{}",
            Warnings = "[]",
            Profile = "{}",
            CreatedById = by.UserId,
            CreatedByName = by.Name,
            CreatedAt = _now,
        };
        db.Add(version);
        await db.SaveChangesAsync();
        return version.Id;
    }

    private async Task PlantModelAsync(WorkbenchDbContext db, Actor by, byte[] package)
    {
        var digest = await _contents.PutBytesAsync(package, CancellationToken.None);
        var model = new RegisteredModel { Id = Guid.CreateVersion7(), ProjectId = by.Project.Id, Name = Model, CreatedAt = _now };
        var version = new ModelVersion
        {
            Id = VersionId,
            ModelId = model.Id,
            Number = 1,
            RunId = RunId,
            PackageDigest = digest,
            PackageBytes = package.Length,
            CreatedById = by.UserId,
            CreatedByName = by.Name,
            CreatedAt = _now,
        };
        db.AddRange(model, version, ModelEndpoint.Of(model, model.Name, model.CreatedAt));
        await db.SaveChangesAsync();
    }

    private async Task AddRunAsync(WorkbenchDbContext db, Experiment experiment, Guid id, int number, string trainer, string title, Table table, string plan, bool useless)
    {
        var (validation, test) = (Judge(table, 0, 1_200, plan, useless), Judge(table, 1_200, 1_500, plan, useless));
        var evaluation = new RunEvaluation(validation, test, useless ? [] : [new FeatureImportance("age", 0.21, 0.01), new FeatureImportance(plan, 0.08, 0.01), new FeatureImportance("income", 0, 0)]);
        var (first, onTest) = (validation.Metrics[0], test.Metrics[0]);
        db.Add(new Run
        {
            Id = id,
            ExperimentId = experiment.Id,
            Number = number,
            Trainer = trainer,
            Title = title,
            State = RunState.Completed,
            Metric = first.Name,
            Parameters = { new RunParameter { Name = "l2", Number = 0.1 } },
            Metrics = { Metric(first, MetricSplit.Validation, _now), Metric(onTest, MetricSplit.Test, _now) },
            Seconds = 1.5,
            StartedAt = _now,
            EndedAt = _now,
        });
        await RunEvaluations.ReplaceAsync(db, id, experiment.DatasetVersionId, evaluation, _now, CancellationToken.None);
    }

    private static SplitEvaluation Judge(Table table, int from, int to, string plan, bool useless)
    {
        var rows = table.Take([.. Enumerable.Range(from, to - from)]);
        var actuals = new Actuals(ModelTask.Binary, [.. ((CategoricalColumn)rows[Target]).Codes.Select(code => (double)code)], ["No", "Yes"]);
        var ages = ((NumericColumn)rows["age"]).Values;
        var plans = ((CategoricalColumn)rows[plan]).Codes;
        var predictions = new Predictions([.. ages.Zip(plans, (age, code) => useless ? 0.4 : Risk(age, code)).SelectMany(p => new[] { 1 - p, p })], 2);
        return RunEvaluator.Evaluate(actuals, predictions, new Table([rows[plan]]), Metrics.Get(ModelTask.Binary, "auc"), seed: 1);
    }

    private static double Risk(double age, int plan) => Math.Clamp(0.9 - (age / 100) + (plan == 0 ? 0.25 : -0.05), 0.02, 0.98);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
