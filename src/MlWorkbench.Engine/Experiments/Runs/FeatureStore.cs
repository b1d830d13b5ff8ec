using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Features;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>Features prepared once per fold and kind, and shared by all runs that use them.</summary>
public sealed class FeatureStore
{
    private readonly SearchSetup _setup;
    private readonly Table _inputs;
    private readonly Dictionary<(FeatureKind Kind, int Fold), FoldFeatures> _folds = [];
    private readonly Dictionary<int, FoldRows> _rows = [];
    private readonly Dictionary<int, TextFeatures> _texts = [];
    private readonly Dictionary<FeatureKind, (FittedFeatures Fitted, double[] Targets)> _all = [];
    private readonly SortedSet<string> _numbersThatName = new(StringComparer.Ordinal);

    public FeatureStore(SearchSetup setup)
    {
        _setup = setup;
        _inputs = new Table([.. setup.Columns.Features.Select(name => setup.Rows[name])]);
    }

    /// <summary>The columns used for training, with all labelled rows.</summary>
    public Table Inputs => _inputs;

    /// <summary>Seconds spent on preparing folds.</summary>
    public double Seconds { get; private set; }

    /// <summary>Integer columns that a fold, or the refit, treats as identifiers, and also uses as levels.</summary>
    public IReadOnlyCollection<string> NumbersThatName => _numbersThatName;

    public bool HasFolds(FeatureKind kind) => Enumerable.Range(0, _setup.Split.Folds.Count).All(fold => _folds.ContainsKey((kind, fold)));

    /// <summary>The features of each fold. Null if time ran out before all were ready; completed ones are stored.</summary>
    public IReadOnlyList<FoldFeatures>? Folds(FeatureKind kind, RunLimits limits)
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
                _numbersThatName.UnionWith(fold.Fitted.NumbersThatName);
            }
        }

        Seconds += (limits.Clock.Elapsed - started).TotalSeconds;
        return HasFolds(kind) ? [.. Enumerable.Range(0, _setup.Split.Folds.Count).Select(fold => _folds[(kind, fold)])] : null;
    }

    /// <summary>The features of all training rows, for a refit. The data of the folds is released, because it is no longer needed.</summary>
    public (FittedFeatures Fitted, double[] Targets) AllRows(FeatureKind kind)
    {
        if (!_all.TryGetValue(kind, out var all))
        {
            ReleaseFolds();
            var rows = MakeRows(_setup.Split.Train, []);
            var labels = _setup.Actuals.Take(_setup.Split.Train);
            var fitter = new FeatureFitter(rows.Train, labels, _setup.Spec.Seed);
            all = (After(rows, fitter.Fit(kind, fitter.FitTexts())), labels.Values);
            _all.Add(kind, all);
            _numbersThatName.UnionWith(all.Fitted.NumbersThatName);
        }

        return all;
    }

    /// <summary>Releases the data of the folds when no training uses it any longer.</summary>
    public void ReleaseFolds()
    {
        _folds.Clear();
        _texts.Clear();
        _rows.Clear();
    }

    private FoldFeatures Prepare(FeatureKind kind, int fold)
    {
        var (train, validation) = _setup.Split.Folds[fold];
        var labels = _setup.Actuals.Take(train);
        var rows = Cached(_rows, fold, () => MakeRows(train, validation));
        var fitter = new FeatureFitter(rows.Train, labels, _setup.Spec.Seed);
        // Text scores are expensive to fit and the same for all kinds.
        var fitted = fitter.Fit(kind, Cached(_texts, fold, fitter.FitTexts));
        return new FoldFeatures(
            After(rows, fitted),
            labels.Values,
            FeatureFitter.Apply(fitted.FeaturePipeline, rows.Validation),
            _setup.Actuals.Take(validation).Values);
    }

    /// <summary>The rows as prepared by the experiment's recipe, which is fitted to the training rows only. Unchanged without a recipe.</summary>
    private FoldRows MakeRows(int[] train, int[] validation)
    {
        if (_setup.Recipe is not { } recipe)
        {
            return new FoldRows(new RowSource(_inputs, train), new RowSource(_inputs, validation), null);
        }

        var columns = new Table([.. recipe.FitColumns.Select(name => _setup.Rows[name].Take(train))]);
        var target = _setup.Rows[_setup.Target.Column].Take(train);
        var fitted = PreparationFitter.Fit(recipe.Recipe, columns, _setup.Actuals.Take(train), target, _setup.Spec.Seed);
        var preparation = WithPast(fitted.Preparation);
        return new FoldRows(RowSource.All(fitted.Train), RowSource.All(preparation.Apply(_inputs.Take(validation))), preparation);
    }

    /// <summary>
    /// Looking back does not train on the past rows, so validation rows use all rows known at their time in production: all earlier rows except those of the
    /// test split.
    /// </summary>
    private Preparation WithPast(Preparation preparation) =>
        preparation.WithHistory(new Table([.. preparation.HistoryColumns.Select(name => _setup.Rows[name].Take(_setup.Split.Train))]));

    private static FittedFeatures After(FoldRows rows, FittedFeatures fitted) =>
        rows.Preparation is { } preparation ? fitted with { FeaturePipeline = fitted.FeaturePipeline.After(preparation) } : fitted;

    /// <summary>Prepares the folds in parallel, each once.</summary>
    private static T Cached<T>(Dictionary<int, T> cache, int fold, Func<T> make)
    {
        lock (cache)
        {
            if (cache.TryGetValue(fold, out var known))
            {
                return known;
            }
        }

        var made = make();
        lock (cache)
        {
            cache[fold] = made;
        }

        return made;
    }
}
