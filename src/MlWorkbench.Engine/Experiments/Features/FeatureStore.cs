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
    private readonly Dictionary<(RecipeKind Kind, int Fold), FoldFeatures> _folds = [];
    private readonly Dictionary<int, TextFeatures> _texts = [];
    private readonly Dictionary<RecipeKind, (FittedFeatures Fitted, double[] Targets)> _all = [];

    public FeatureStore(SearchSetup setup)
    {
        _setup = setup;
        _inputs = new Table([.. setup.Columns.Features.Select(name => setup.Rows[name])]);
    }

    /// <summary>The columns to learn from, all labelled rows.</summary>
    public Table Inputs => _inputs;

    /// <summary>Seconds that preparing folds has taken.</summary>
    public double Seconds { get; private set; }

    public bool HasFolds(RecipeKind kind) => Enumerable.Range(0, _setup.Split.Folds.Count).All(fold => _folds.ContainsKey((kind, fold)));

    /// <summary>The features of each fold, or null when the time was up before all were ready; what is ready is kept.</summary>
    public IReadOnlyList<FoldFeatures>? Folds(RecipeKind kind, RunLimits limits)
    {
        int[] missing = [.. Enumerable.Range(0, _setup.Split.Folds.Count).Where(fold => !_folds.ContainsKey((kind, fold)))];
        var started = limits.Clock.Elapsed;
        var made = new FoldFeatures?[missing.Length];
        FoldThreads.For(missing.Length, limits.Threads, i => made[i] = limits.IsOver ? null : Prepare(kind, missing[i]));
        for (var i = 0; i < missing.Length; i++)
        {
            if (made[i] is { } fold)
            {
                _folds[(kind, missing[i])] = fold;
            }
        }

        Seconds += (limits.Clock.Elapsed - started).TotalSeconds;
        return HasFolds(kind) ? [.. Enumerable.Range(0, _setup.Split.Folds.Count).Select(fold => _folds[(kind, fold)])] : null;
    }

    /// <summary>The features of all training rows, for a refit. What the folds hold is let go: it is needed no more.</summary>
    public (FittedFeatures Fitted, double[] Targets) AllRows(RecipeKind kind)
    {
        if (!_all.TryGetValue(kind, out var all))
        {
            _folds.Clear();
            _texts.Clear();
            var rows = _setup.Split.Train;
            var fitter = new FeatureFitter(_inputs, _setup.Actuals, rows, _setup.Spec.Seed);
            all = (fitter.Fit(kind, fitter.FitTexts()), _setup.Actuals.Take(rows).Values);
            _all.Add(kind, all);
        }

        return all;
    }

    private FoldFeatures Prepare(RecipeKind kind, int fold)
    {
        var (train, validation) = _setup.Split.Folds[fold];
        var fitter = new FeatureFitter(_inputs, _setup.Actuals, train, _setup.Spec.Seed);
        var fitted = fitter.Fit(kind, Texts(fold, fitter));
        return new FoldFeatures(
            fitted,
            _setup.Actuals.Take(train).Values,
            FeatureFitter.Apply(fitted.Recipe, _inputs, validation),
            _setup.Actuals.Take(validation).Values);
    }

    /// <summary>What texts say of the target is costly to learn, and the same for both recipes.</summary>
    private TextFeatures Texts(int fold, FeatureFitter fitter)
    {
        lock (_texts)
        {
            if (_texts.TryGetValue(fold, out var known))
            {
                return known;
            }
        }

        var fitted = fitter.FitTexts();
        lock (_texts)
        {
            _texts[fold] = fitted;
        }

        return fitted;
    }
}
