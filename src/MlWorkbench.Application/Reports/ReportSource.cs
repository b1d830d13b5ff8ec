using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Reports;

namespace MlWorkbench.Application.Reports;

/// <summary>The database rows of a report.</summary>
internal sealed record ReportSource
{
    public required Run Run { get; init; }

    public required RunEvaluation Evaluation { get; init; }

    public required Experiment Experiment { get; init; }

    public required DatasetVersion Data { get; init; }

    public required string DatasetName { get; init; }

    public required ModelVersion? Version { get; init; }

    public required string? Model { get; init; }

    public required MetricValue? BaselineOnTest { get; init; }

    public required MetricValue? BaselineOnValidation { get; init; }

    public Guid ProjectId => Experiment.ProjectId;

    public Guid RunId => Run.Id;

    public Guid? ModelVersionId => Version?.Id;

    public string Subject => Model is null ? $"run {Run.Number} of {Experiment.Name}" : $"{Model}, version {Version!.Number}";

    public static async Task<ReportSource?> OfRunAsync(WorkbenchDbContext db, ProjectScope project, Guid runId, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking()
            .Include(row => row.Parameters)
            .Include(row => row.Experiment!.DatasetVersion!.Dataset)
            .SingleOrDefaultAsync(row => row.Id == runId && row.Experiment!.ProjectId == project.Id, cancellationToken);
        return run is null ? null : await OfAsync(db, run, null, null, cancellationToken);
    }

    public static async Task<ReportSource?> OfVersionAsync(WorkbenchDbContext db, ProjectScope project, string model, int number, CancellationToken cancellationToken)
    {
        var version = await db.ModelVersions.AsNoTracking()
            .Include(row => row.Model)
            .Include(row => row.Run!.Parameters)
            .Include(row => row.Run!.Experiment!.DatasetVersion!.Dataset)
            .SingleOrDefaultAsync(row => row.Number == number && row.Model!.Name == model && row.Model.ProjectId == project.Id, cancellationToken);
        return version is null ? null : await OfAsync(db, version.Run!, version, version.Model!.Name, cancellationToken);
    }

    public EvaluationReport ToReport(string title, string createdBy, DateTime createdAt)
    {
        var spec = ExperimentJson.ReadSpec(Experiment.Spec);
        var plan = ExperimentJson.ReadPlan(Experiment.Plan)!;
        return new EvaluationReport
        {
            Title = title,
            Subject = char.ToUpperInvariant(Subject[0]) + Subject[1..],
            CreatedAt = createdAt,
            CreatedByName = createdBy,
            ProductVersion = ProductVersion.Current,
            Task = plan.Task,
            Target = spec.Target,
            PositiveClass = plan.PositiveClass,
            Metric = plan.Metric,
            RunTitle = Run.Title,
            Dataset = new ReportDataset(DatasetName, Data.Number, Data.Rows, Data.Digest),
            ValidationMethod = ValidationMethod(plan),
            Evaluation = Evaluation,
            Baseline = Evaluation.Test is null ? BaselineOnValidation : BaselineOnTest,
            Parameters = Run.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToString()),
            Lineage = [.. Lineage(spec)],
        };
    }

    private static async Task<ReportSource> OfAsync(WorkbenchDbContext db, Run run, ModelVersion? version, string? model, CancellationToken cancellationToken)
    {
        var experiment = run.Experiment!;
        if (experiment.Plan is null || await RunEvaluations.FindAsync(db, run.Id, RunEvaluations.All, cancellationToken) is not { } evaluation)
        {
            throw WorkbenchException.Conflict("run_not_evaluated", $"Run {run.Number} has no evaluation yet. Wait until its experiment has ended.");
        }

        var baseline = await db.Runs.AsNoTracking().BaselinesOf(experiment.Id)
            .Where(row => row.Metric != null)
            .Select(RunLine.Projection)
            .FirstOrDefaultAsync(cancellationToken);
        var values = baseline?.ToSummary();
        return new ReportSource
        {
            Run = run,
            Evaluation = evaluation,
            Experiment = experiment,
            Data = experiment.DatasetVersion!,
            DatasetName = experiment.DatasetVersion!.Dataset!.Name,
            Version = version,
            Model = model,
            BaselineOnTest = values?.Test,
            BaselineOnValidation = values?.Validation,
        };
    }

    private static string ValidationMethod(SearchPlan plan)
    {
        var rows = MetricText.Count(plan.TrainRows);
        var method = plan.Validation switch
        {
            ValidationKind.KFold => $"{plan.Folds}-fold cross-validation{(plan.Repeats > 1 ? $", repeated {plan.Repeats} times," : "")} on {rows} rows",
            ValidationKind.Group => $"{plan.Folds}-fold cross-validation on {rows} rows, split by group",
            ValidationKind.Time => $"trained on the earlier and validated on the later of {rows} rows",
            _ => $"validated on a part of {rows} rows that was held out from training",
        };
        return plan.TestRows == 0
            ? $"{Capitalise(method)}; no test split."
            : $"{Capitalise(method)}; {MetricText.Count(plan.TestRows)} test rows were set aside before the search. They were scored at its end and after each extension.";
    }

    private IEnumerable<LineageEntry> Lineage(ExperimentSpec spec)
    {
        yield return new LineageEntry("Dataset", $"{DatasetName}, version {Data.Number}, from {Data.SourceName.Text}, by {Data.CreatedByName} on {Day(Data.CreatedAt)}");
        yield return new LineageEntry("Experiment", $"{Experiment.Name}, seed {spec.Seed}, by {Experiment.CreatedByName} on {Day(Experiment.CreatedAt)} ({Experiment.Id})");
        yield return new LineageEntry("Run", $"{Run.Number}: {Run.Title} ({Run.Id})");
        if (Version is not null)
        {
            yield return new LineageEntry("Model version", $"{Model}, version {Version.Number}, registered by {Version.CreatedByName} on {Day(Version.CreatedAt)}, stage {Version.Stage}");
            yield return new LineageEntry("Package", $"SHA-256 {Version.PackageDigest}");
        }
    }

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
