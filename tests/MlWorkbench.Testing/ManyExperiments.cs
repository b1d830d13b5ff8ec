using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Testing;

/// <summary>Inserts many finished experiments on the dataset <c>customers</c>. The parameters of their runs are as long as real ones.</summary>
public sealed class ManyExperiments(IServiceProvider services)
{
    private const int SavedAtOnce = 500;
    private const int TextLength = 3_000;

    private static readonly ExperimentState[] States = [ExperimentState.Completed, ExperimentState.Cancelled, ExperimentState.Failed];

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
    private readonly DateTime _now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Inserts the experiments. Each pair has the same start time, and each group of five has the same name.</summary>
    public async Task PlantAsync(Actor by, int experiments, int runsEach)
    {
        var data = await new SampleModel(services).PlantVersionAsync(by, SampleModel.Dataset, 1, SampleModel.Customers(50));
        var spec = JsonSerializer.Serialize(new ExperimentSpec { Target = SampleModel.Target }, JsonSerializerOptions.Web);
        var text = new string('x', TextLength);
        for (var first = 0; first < experiments; first += SavedAtOnce)
        {
            await using var db = await _contexts.CreateDbContextAsync();
            foreach (var number in Enumerable.Range(first, Math.Min(SavedAtOnce, experiments - first)))
            {
                db.Add(Make(by, data, number, runsEach, spec, text));
            }

            await db.SaveChangesAsync();
        }
    }

    private Experiment Make(Actor by, Guid data, int number, int runsEach, string spec, string text)
    {
        var at = _now.AddMinutes(number / 2);
        var experiment = new Experiment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = ProjectScope.Default.Id,
            Name = $"Experiment {number / 5}",
            DatasetVersionId = data,
            Spec = spec,
            State = States[number % States.Length],
            BudgetSeconds = 60,
            CreatedById = by.UserId,
            CreatedByName = by.Name,
            CreatedAt = at,
            EndedAt = at,
        };
        experiment.Runs.AddRange(Enumerable.Range(1, runsEach).Select(run => new Run
        {
            Id = Guid.CreateVersion7(),
            Number = run,
            Trainer = TrainerFamilies.LightGbm,
            Title = "LightGBM",
            State = RunState.Completed,
            Metric = "auc",
            Parameters = { new RunParameter { Name = "notes", Text = text } },
            Metrics = { SampleModel.Metric(new MetricValue("auc", 0.8, 0.78, 0.82, HigherIsBetter: true), MetricSplit.Validation, at) },
            Seconds = 1,
            StartedAt = at,
            EndedAt = at,
        }));
        experiment.BestRunId = experiment.Runs[^1].Id;
        return experiment;
    }
}
