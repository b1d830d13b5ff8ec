using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Experiments;

/// <summary>The choices for a new experiment. The search decides the empty ones.</summary>
public sealed class ExperimentForm
{
    public ModelTask? Task { get; set; }

    public string? Metric { get; set; }

    public string? PositiveClass { get; set; }

    public double BudgetSeconds { get; set; } = 60;

    public string? Name { get; set; }

    /// <summary>The recipe that prepares the columns before the search.</summary>
    public RecipeReference? Recipe { get; set; }

    public ValidationKind Validation { get; set; }

    public int? Folds { get; set; }

    public string? ValidationColumn { get; set; }

    public double? TestPercent { get; set; }

    public IReadOnlyCollection<string> Exclude { get; set; } = [];

    public IReadOnlyCollection<string> Segments { get; set; } = [];

    public IReadOnlyCollection<string> Trainers { get; set; } = TrainerFamilies.Selectable;

    public int? MaxRuns { get; set; }

    public int Seed { get; set; } = 1;

    public double? MaxMicrosecondsPerRow { get; set; }

    public bool Interpretable { get; set; }

    public int? MaxMemoryMegabytes { get; set; }

    public bool ValidatesByColumn => Validation is ValidationKind.Time or ValidationKind.Group;

    public ExperimentRequest ToRequest(string dataset, int version, string target) => new(
        dataset,
        version,
        new ExperimentSpec
        {
            Target = target,
            Task = Task,
            Metric = Metric,
            PositiveClass = PositiveClass,
            BudgetSeconds = BudgetSeconds,
            MaxRuns = MaxRuns,
            Validation = HasValidation ? new ValidationSpec(Validation, Folds, ValidatesByColumn ? ValidationColumn : null, TestPercent / 100) : null,
            Exclude = OrNull(Exclude),
            Segments = OrNull(Segments)?.ConvertAll(NamedSegment.OfColumn),
            Trainers = Trainers.Count == TrainerFamilies.Selectable.Count ? null : [.. Trainers],
            Seed = Seed,
            Limits = Limits,
        },
        string.IsNullOrWhiteSpace(Name) ? null : Name,
        Recipe);

    private ModelLimits? Limits => MaxMicrosecondsPerRow is null && !Interpretable && MaxMemoryMegabytes is null
        ? null
        : new ModelLimits(MaxMicrosecondsPerRow, Interpretable, MaxMemoryMegabytes);

    private bool HasValidation => Validation != ValidationKind.Auto || Folds is not null || TestPercent is not null;

    private static List<string>? OrNull(IReadOnlyCollection<string> names) => names.Count == 0 ? null : [.. names];
}
