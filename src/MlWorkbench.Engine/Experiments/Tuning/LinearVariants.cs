using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>The linear models to try: linear or piecewise linear in each number, for the target or its logarithm.</summary>
internal static class LinearVariants
{
    /// <summary>Approximate number of features per piecewise linear number.</summary>
    private const int FeaturesPerNumber = 14;

    /// <summary>Limit over all folds. More would take memory and time that other models use better.</summary>
    private const long MostCells = 60_000_000;

    /// <summary>Linear and cheap models first.</summary>
    public static IReadOnlyList<Configuration> Of(SearchSetup setup)
    {
        var skewed = SkewedTarget.Objective(setup) is not null;
        var bends = CanBend(setup);
        return (skewed, bends) switch
        {
            (false, false) => [Make(setup, false, false)],
            (false, true) => [Make(setup, false, false), Make(setup, true, false)],
            (true, false) => [Make(setup, false, false), Make(setup, false, true)],
            // The two of the four variants that differ most. If nothing else is left to try, the other two as well.
            _ => [Make(setup, false, false), Make(setup, true, true), .. setup.Spec.Limits is { Interpretable: true } ? [Make(setup, true, false), Make(setup, false, true)] : Array.Empty<Configuration>()],
        };
    }

    private static bool CanBend(SearchSetup setup)
    {
        var numbers = setup.Columns.Features.Count(name => setup.Rows[name] is NumericColumn);
        return numbers > 0 && (long)numbers * FeaturesPerNumber * setup.Split.Folds.Sum(fold => (long)fold.Train.Length + fold.Validation.Length) <= MostCells;
    }

    private static Configuration Make(SearchSetup setup, bool pieces, bool logarithmic)
    {
        var regression = !setup.Target.Shape.HasClasses;
        var kind = (regression, logarithmic) switch
        {
            (false, _) => "logistic regression",
            (true, false) => "ridge regression",
            _ => "Poisson regression",
        };
        var title = pieces ? $"Additive {kind}" : string.Concat(char.ToUpperInvariant(kind[0]).ToString(), kind.AsSpan(1));
        var parameters = new Dictionary<string, ParameterValue> { [LinearTrainer.Numbers] = ParameterValue.Of(pieces ? LinearTrainer.Pieces : LinearTrainer.Straight) };
        if (logarithmic)
        {
            parameters[TargetForm.Name] = ParameterValue.Of(TargetForm.Logarithm);
        }

        return new Configuration(TrainerFamilies.Linear, title, parameters);
    }
}
