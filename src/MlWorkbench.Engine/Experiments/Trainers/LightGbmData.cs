using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>The binned rows of each fold, cached for all runs of a search.</summary>
public sealed class LightGbmData(SearchSetup setup) : IDisposable
{
    /// <summary>Smaller folds train in parallel with one thread each. Starting threads for each tree would cost more than it saves.</summary>
    private const long CellsForThreads = 2_000_000;

    private (LightGbmDataset Train, LightGbmDataset Validation)[]? _folds;

    /// <summary>Number of folds that train in parallel, and threads per fold.</summary>
    public static (int Folds, int ThreadsOfEach) Threads(IReadOnlyList<FoldFeatures> prepared, int threads) =>
        prepared.Count > 1 && (long)prepared[0].Train.Rows * prepared[0].Train.Width < CellsForThreads ? (threads, 1) : (1, threads);

    public (LightGbmDataset Train, LightGbmDataset Validation)[] Folds(IReadOnlyList<FoldFeatures> prepared, int threads)
    {
        if (_folds is null)
        {
            var made = new (LightGbmDataset Train, LightGbmDataset Validation)[prepared.Count];
            for (var fold = 0; fold < made.Length; fold++)
            {
                var features = prepared[fold];
                var train = Create(features.Fitted, features.Train, features.TrainTargets, threads, null);
                made[fold] = (train, Create(features.Fitted, features.Validation, features.ValidationTargets, threads, train));
            }

            _folds = made;
        }

        return _folds;
    }

    public LightGbmDataset Create(FittedFeatures fitted, FeatureMatrix rows, double[] targets, int threads, LightGbmDataset? reference)
    {
        var parameters = new Dictionary<string, object>
        {
            ["seed"] = setup.Spec.Seed,
            // Runs that share the bins differ in their smallest leaf, so no feature can be dropped for one leaf size.
            ["feature_pre_filter"] = false,
        };
        return LightGbmDataset.Create(rows, Array.ConvertAll(targets, target => (float)target), fitted.CategoricalFeatures, default, parameters, reference, threads);
    }

    public void Dispose()
    {
        foreach (var (train, validation) in _folds ?? [])
        {
            validation.Dispose();
            train.Dispose();
        }

        _folds = null;
    }
}
