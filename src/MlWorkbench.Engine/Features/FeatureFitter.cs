using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>Fits a feature pipeline a few columns at a time, so that a wide table is never copied as a whole.</summary>
/// <param name="train">Training rows.</param>
/// <param name="labels">Target of the training rows.</param>
internal sealed class FeatureFitter(RowSource train, Actuals labels, int seed)
{
    private const int ColumnsAtOnce = 64;

    /// <summary>Fitted for linear models, with one scale. Trees are not affected by the scale.</summary>
    public TextFeatures FitTexts() => new(Fit(FeatureKind.Linear, [.. train.Table.Columns.Where(IsText)]));

    /// <exception cref="EngineException"><c>no_features</c>: no column varies within the rows.</exception>
    public FittedFeatures Fit(FeatureKind kind, TextFeatures texts)
    {
        var parts = train.Table.Columns
            .Where(column => !IsText(column))
            .Chunk(ColumnsAtOnce)
            .Select(columns => Fit(kind, columns))
            .OfType<FittedFeatures>()
            .ToList();
        if (texts.Fitted is { } fitted)
        {
            parts.Add(fitted);
        }

        return parts.Count switch
        {
            0 => throw new EngineException(
                "no_features",
                "No column varies within the training rows, so there is nothing to train on. Use more rows or other columns."),
            1 => parts[0],
            _ => Join(parts),
        };
    }

    /// <summary>The features of the given rows, a few columns at a time.</summary>
    public static FeatureMatrix Apply(FeaturePipeline featurePipeline, RowSource rows)
    {
        var features = new FeatureMatrix(rows.Rows.Length, featurePipeline.Features.Count);
        var offset = 0;
        foreach (var step in featurePipeline.Steps)
        {
            step.Apply(new Table([.. step.Inputs.Select(input => rows.Take(rows.Table[input]))]), features, offset);
            offset += step.Outputs.Count;
        }

        return features;
    }

    private static bool IsText(Column column) => column.Type == ColumnType.Text;

    /// <returns>Null if no column varies.</returns>
    private FittedFeatures? Fit(FeatureKind kind, Column[] columns)
    {
        if (columns.Length == 0)
        {
            return null;
        }

        try
        {
            return FeaturePipelineFitter.Fit(new FeatureSpec(kind), new Table([.. columns.Select(train.Take)]), labels, seed);
        }
        catch (EngineException refusal) when (refusal.Code == "no_features")
        {
            return null;
        }
    }

    private FittedFeatures Join(List<FittedFeatures> parts)
    {
        var joined = new FeatureMatrix(train.Rows.Length, parts.Sum(part => part.TrainFeatures.Width));
        var categorical = new List<int>();
        var offset = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i].TrainFeatures;
            for (var row = 0; row < train.Rows.Length; row++)
            {
                part.Row(row).CopyTo(joined.Row(row)[offset..]);
            }

            categorical.AddRange(parts[i].CategoricalFeatures.Select(position => position + offset));
            offset += part.Width;
        }

        return new FittedFeatures(new FeaturePipeline([.. parts.SelectMany(part => part.FeaturePipeline.Steps)]), joined, categorical);
    }
}
