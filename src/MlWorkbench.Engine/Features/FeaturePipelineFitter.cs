using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>Fits the steps of a feature pipeline to training rows only.</summary>
public static class FeaturePipelineFitter
{
    /// <param name="train">Training rows with input columns only.</param>
    /// <param name="labels">The target of these rows.</param>
    /// <param name="seed">Seed of the folds for out-of-fold features.</param>
    /// <param name="texts">Text scores shared by feature pipelines that are fitted to the same rows, labels and seed.</param>
    /// <exception cref="EngineException"><c>no_features</c>: no column varies within the rows.</exception>
    public static FittedFeatures Fit(FeatureSpec spec, Table train, Actuals labels, int seed, TextScores? texts = null)
    {
        if (labels.Rows != train.RowCount)
        {
            throw new ArgumentException($"{train.RowCount} rows have {labels.Rows} labels.", nameof(labels));
        }

        var target = EncodingTarget.Of(labels, CrossFitFolds.Assign(labels, spec.Folds, seed));
        var fitted = train.Columns.SelectMany(column => FitColumn(spec, column, target, texts ?? new TextScores())).ToList();
        if (fitted.Count == 0)
        {
            throw new EngineException(
                "no_features",
                "No column varies within the training rows, so there is nothing to train on. Use more rows or other columns.");
        }

        var featurePipeline = new FeaturePipeline([.. fitted.Select(step => step.Step)]);
        return new FittedFeatures(featurePipeline, TrainFeatures(fitted, train, featurePipeline.Features.Count), CategoricalFeatures(fitted));
    }

    private static IEnumerable<FittedStep> FitColumn(FeatureSpec spec, Column column, EncodingTarget target, TextScores scores) => column switch
    {
        NumericColumn { Type: ColumnType.Date } dates => DateFit.Fit(spec.Kind, dates),
        NumericColumn { Type: ColumnType.Integer } numbers => WholeNumberFit.Fit(spec, numbers, target),
        NumericColumn numbers => NumberFit.Fit(spec.Kind, numbers),
        CategoricalColumn { Type: ColumnType.Text } texts => scores.Get(texts, target, spec.MaxTextGrams) is { } score ? [score.ToStep(spec.Kind, texts.Name, target)] : [],
        CategoricalColumn categories => CategoryFit.Fit(spec, categories, target),
        _ => throw new NotSupportedException($"Columns of type {column.Type} cannot be used for training."),
    };

    private static FeatureMatrix TrainFeatures(List<FittedStep> fitted, Table train, int width)
    {
        var features = new FeatureMatrix(train.RowCount, width);
        var offset = 0;
        foreach (var (step, outOfFold, _) in fitted)
        {
            var stepWidth = step.Outputs.Count;
            if (outOfFold is null)
            {
                step.Apply(train, features, offset);
            }
            else
            {
                for (var row = 0; row < train.RowCount; row++)
                {
                    outOfFold.AsSpan(row * stepWidth, stepWidth).CopyTo(features.Row(row)[offset..]);
                }
            }

            offset += stepWidth;
        }

        return features;
    }

    private static List<int> CategoricalFeatures(List<FittedStep> fitted)
    {
        var categorical = new List<int>();
        var offset = 0;
        foreach (var step in fitted)
        {
            if (step.Categorical)
            {
                categorical.Add(offset);
            }

            offset += step.Step.Outputs.Count;
        }

        return categorical;
    }
}
