using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>One regression forest by Microsoft.ML's FastForest, as trees for Scoring. Features must not be missing.</summary>
internal static class ForestFit
{
    /// <param name="targets">One target per row.</param>
    public static IReadOnlyList<Tree> Fit(FeatureMatrix features, double[] targets, ForestSettings settings, int threads)
    {
        var context = new MLContext(settings.Seed);
        var ensemble = Train(context, View(context, features, targets), settings, threads).Model.TrainedTreeEnsemble;
        var (count, bias) = (ensemble.Trees.Count, ensemble.Bias);
        return [.. ensemble.Trees.Select((tree, i) => Convert(tree, features, value => (value * ensemble.TreeWeights[i]) + (bias / count)))];
    }

    internal static IDataView View(MLContext context, FeatureMatrix features, double[] targets)
    {
        var schema = SchemaDefinition.Create(typeof(ForestRow));
        schema[nameof(ForestRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Width);
        return context.Data.LoadFromEnumerable(Rows(features, targets), schema);
    }

    internal static RegressionPredictionTransformer<FastForestRegressionModelParameters> Train(
        MLContext context, IDataView data, ForestSettings settings, int threads) =>
        context.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = nameof(ForestRow.Label),
            FeatureColumnName = nameof(ForestRow.Features),
            NumberOfTrees = settings.Trees,
            NumberOfLeaves = settings.Leaves,
            MinimumExampleCountPerLeaf = settings.SmallestLeaf,
            FeatureFractionPerSplit = settings.FeatureShare,
            Seed = settings.Seed,
            FeatureSelectionSeed = settings.Seed,
            NumberOfThreads = threads,
            // Samples for quantiles are not used and cost memory.
            NumberOfQuantileSamples = 1,
        }).Fit(data);

    private static IEnumerable<ForestRow> Rows(FeatureMatrix features, double[] targets)
    {
        for (var row = 0; row < features.Rows; row++)
        {
            yield return new ForestRow { Label = (float)targets[row], Features = features.Row(row).ToArray() };
        }
    }

    private static Tree Convert(QuantileRegressionTree tree, FeatureMatrix features, Func<double, double> leafValue)
    {
        var converted = new Tree
        {
            LeftChild = [.. tree.LeftChild],
            RightChild = [.. tree.RightChild],
            SplitFeature = [.. tree.NumericalSplitFeatureIndexes],
            Threshold = [.. tree.NumericalSplitThresholds.Select(threshold => (double)threshold)],
            Splits = new SplitKind[tree.NumberOfNodes],
            LeafValue = [.. tree.LeafValues.Select(leafValue)],
            NodeRows = new double[tree.NumberOfNodes],
            LeafRows = new double[tree.NumberOfLeaves],
            SplitGain = [.. tree.SplitGains],
        };
        CountRows(converted, features);
        return converted;
    }

    /// <summary>Contributions require the number of training rows in each node, which Microsoft.ML does not store.</summary>
    private static void CountRows(Tree tree, FeatureMatrix features)
    {
        for (var row = 0; row < features.Rows; row++)
        {
            var values = features.Row(row);
            var node = tree.Nodes == 0 ? ~0 : 0;
            while (node >= 0)
            {
                tree.NodeRows[node]++;
                node = values[tree.SplitFeature[node]] <= tree.Threshold[node] ? tree.LeftChild[node] : tree.RightChild[node];
            }

            tree.LeafRows[~node]++;
        }
    }

    private sealed class ForestRow
    {
        public float Label { get; init; }

        public float[] Features { get; init; } = [];
    }
}
