using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Models;

/// <summary>The features of a table's rows. Features are computed once per feature pipeline and columns once per preparation, for all models that share them.</summary>
internal sealed class TableFeatures(Table rows)
{
    private readonly Dictionary<FeaturePipeline, FeatureMatrix> _matrices = [];
    private readonly Dictionary<Preparation, Table> _prepared = [];

    public FeatureMatrix Of(FeaturePipeline featurePipeline)
    {
        if (!_matrices.TryGetValue(featurePipeline, out var features))
        {
            _matrices.Add(featurePipeline, features = featurePipeline.ApplyTo(Prepared(featurePipeline.Preparation), rows.RowCount));
        }

        return features;
    }

    private Table Prepared(Preparation? preparation)
    {
        if (preparation is null)
        {
            return rows;
        }

        if (!_prepared.TryGetValue(preparation, out var prepared))
        {
            _prepared.Add(preparation, prepared = preparation.Apply(rows));
        }

        return prepared;
    }
}
