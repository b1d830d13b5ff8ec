using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Recipes;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Features;

/// <summary>Features prepared once per fold and recipe and shared by all runs that want them.</summary>
public sealed class FeatureStore
{
    private readonly SearchSetup _setup;
    private readonly Table _inputs;
    private readonly Dictionary<RecipeKind, FoldFeatures[]> _folds = [];
    private readonly Dictionary<RecipeKind, (FittedFeatures Fitted, double[] Targets)> _all = [];

    public FeatureStore(SearchSetup setup)
    {
        _setup = setup;
        _inputs = new Table([.. setup.Columns.Features.Select(name => setup.Rows[name])]);
    }

    /// <summary>The columns to learn from, all labelled rows.</summary>
    public Table Inputs => _inputs;

    /// <summary>The features of each fold.</summary>
    public IReadOnlyList<FoldFeatures> Folds(RecipeKind kind, int threads)
    {
        if (!_folds.TryGetValue(kind, out var prepared))
        {
            var made = new FoldFeatures[_setup.Split.Folds.Count];
            FoldThreads.For(made.Length, threads, fold => made[fold] = Prepare(kind, fold));
            _folds.Add(kind, prepared = made);
        }

        return prepared;
    }

    /// <summary>The features of all training rows, for a refit. What the folds hold is let go: it is needed no more.</summary>
    public (FittedFeatures Fitted, double[] Targets) AllRows(RecipeKind kind)
    {
        if (!_all.TryGetValue(kind, out var all))
        {
            _folds.Clear();
            var rows = _setup.Split.Train;
            var actuals = _setup.Actuals.Take(rows);
            all = (RecipeFitter.Fit(new RecipeSpec(kind), _inputs.Take(rows), actuals, _setup.Spec.Seed), actuals.Values);
            _all.Add(kind, all);
        }

        return all;
    }

    private FoldFeatures Prepare(RecipeKind kind, int fold)
    {
        var (train, validation) = _setup.Split.Folds[fold];
        var actuals = _setup.Actuals.Take(train);
        var fitted = RecipeFitter.Fit(new RecipeSpec(kind), _inputs.Take(train), actuals, _setup.Spec.Seed);
        return new FoldFeatures(fitted, actuals.Values, fitted.Recipe.Apply(_inputs.Take(validation)), _setup.Actuals.Take(validation).Values);
    }
}
