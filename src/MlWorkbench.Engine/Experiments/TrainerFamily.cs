using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;

namespace MlWorkbench.Engine.Experiments;

/// <summary>One row of <see cref="TrainerFamilies"/>: everything that the search knows about a family.</summary>
internal sealed record TrainerFamily
{
    /// <summary>Stable name in the API, on the command line and in the database.</summary>
    public required string Name { get; init; }

    /// <summary>Display title.</summary>
    public required string Title { get; init; }

    /// <summary>Creates the trainer of a search.</summary>
    public required Func<SearchSetup, FeatureStore, LightGbmData, ITrainer> Create { get; init; }

    /// <summary>Known-good configurations, cheap ones first.</summary>
    public required Func<SearchSetup, IReadOnlyList<Configuration>> Portfolio { get; init; }

    /// <summary>Turn in which the search tries the configuration at this index of the portfolio. Within a turn, the order of the table applies.</summary>
    public required Func<int, int> Turn { get; init; }

    /// <summary>The space for the local search after the portfolio. If null, only the portfolio is tried.</summary>
    public Func<SearchSetup, SearchSpace>? Space { get; init; }

    /// <summary>Whether a user can select the family.</summary>
    public bool IsSelectable { get; init; } = true;

    /// <summary>Whether a person can read its models.</summary>
    public bool IsInterpretable { get; init; }

    /// <summary>Whether it needs the native LightGBM library.</summary>
    public bool NeedsLightGbm { get; init; }

    /// <summary>The family that this one replaces on a machine without LightGBM. If null, it replaces none.</summary>
    public string? Replaces { get; init; }
}
