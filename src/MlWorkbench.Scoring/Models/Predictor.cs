using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Models;

/// <summary>Scores rows of input columns: a <see cref="Pipeline"/>, or a <see cref="WeightedEnsemble"/> of predictors. Thread-safe.</summary>
public abstract class Predictor
{
    // Limits the memory for features. It is far above the size that keeps the processor's caches busy.
    private const int BlockRows = 8_192;

    private readonly OutputMap? _map;

    protected Predictor(int outputs, OutputMap? map)
    {
        if (map is not null && !map.Fits(outputs))
        {
            throw new ArgumentException($"{map.GetType().Name} cannot follow a model with {outputs} outputs.", nameof(map));
        }

        Outputs = outputs;
        _map = map;
    }

    /// <summary>Outputs per row: one for regression, otherwise a probability per class (two for binary).</summary>
    public int Outputs { get; }

    /// <summary>Final transformation of the outputs, such as calibration.</summary>
    public OutputMap? Map => _map;

    /// <summary>All pipelines of the predictor, with their shares in the outputs.</summary>
    public abstract IEnumerable<(Pipeline Pipeline, double Weight)> Pipelines { get; }

    /// <summary>The distinct feature pipelines of its pipelines. A shared feature pipeline is applied once per row.</summary>
    public IReadOnlyList<FeaturePipeline> FeaturePipelines => [.. Pipelines.Select(part => part.Pipeline.FeaturePipeline).Distinct()];

    /// <summary>The distinct preparations of its feature pipelines. A shared preparation is applied once per row.</summary>
    public IReadOnlyList<Preparation> Preparations => [.. FeaturePipelines.Select(featurePipeline => featurePipeline.Preparation).OfType<Preparation>().Distinct()];

    /// <summary>Scores all rows of a table whose columns have the training types, row after row.</summary>
    public double[] Score(Table rows)
    {
        var outputs = new double[(long)rows.RowCount * Outputs];
        for (var start = 0; start < rows.RowCount; start += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.RowCount - start);
            var block = count == rows.RowCount ? rows : rows.Slice(start, count);
            Score(new TableFeatures(block), outputs.AsSpan(start * Outputs, count * Outputs));
        }

        return outputs;
    }

    /// <summary>Returns the same model with preparations that also look back at these rows: see <see cref="Preparation.WithHistory"/>.</summary>
    /// <param name="rows">At least the <see cref="Preparation.HistoryColumns"/> of its preparations, with the training types.</param>
    public Predictor WithHistory(Table rows)
    {
        var preparations = Preparations
            .Where(preparation => preparation.HistoryColumns.Count > 0)
            .ToDictionary(preparation => preparation, preparation => preparation.WithHistory(rows));
        return preparations.Count == 0 ? this : Over(FeaturePipelines
            .Where(featurePipeline => featurePipeline.Preparation is { } preparation && preparations.ContainsKey(preparation))
            .ToDictionary(featurePipeline => featurePipeline, featurePipeline => featurePipeline.After(preparations[featurePipeline.Preparation!])));
    }

    /// <summary>Returns the same models over other feature pipelines.</summary>
    /// <param name="featurePipelines">The new feature pipeline by the old one. The others do not change.</param>
    internal abstract Predictor Over(IReadOnlyDictionary<FeaturePipeline, FeaturePipeline> featurePipelines);

    internal void Score(TableFeatures features, Span<double> outputs)
    {
        ScoreRaw(features, outputs);
        if (_map is not null)
        {
            for (var start = 0; start < outputs.Length; start += Outputs)
            {
                _map.Apply(outputs.Slice(start, Outputs));
            }
        }
    }

    internal void Score(RowFeatures features, Span<double> outputs)
    {
        ScoreRaw(features, outputs);
        _map?.Apply(outputs);
    }

    /// <summary>
    /// Writes for each score one contribution per column of the signature and, last, the base value; see <see cref="LoadedModel.Explain"/>. Also scores the
    /// row.
    /// </summary>
    internal void Explain(RowFeatures features, Span<double> contributions, Span<double> outputs)
    {
        var width = features.Columns + 1;
        ExplainRaw(features, contributions, outputs);
        Settle(contributions, width, outputs);
        if (_map is not null)
        {
            _map.Carry(contributions, width);
            _map.Apply(outputs);
            Settle(contributions, width, outputs);
        }
    }

    /// <summary>Outputs before <see cref="Map"/>.</summary>
    private protected abstract void ScoreRaw(TableFeatures features, Span<double> outputs);

    /// <summary>Outputs before <see cref="Map"/>.</summary>
    private protected abstract void ScoreRaw(RowFeatures features, Span<double> outputs);

    /// <summary>Contributions and outputs before <see cref="Map"/>.</summary>
    private protected abstract void ExplainRaw(RowFeatures features, Span<double> contributions, Span<double> outputs);

    // At every level, before the next function can magnify rounding errors: near probabilities of 0 and 1, the last bit is large in log-odds.
    private static void Settle(Span<double> contributions, int width, ReadOnlySpan<double> outputs)
    {
        for (var score = 0; score < contributions.Length / width; score++)
        {
            Settling.Apply(contributions.Slice(score * width, width), outputs.Length switch
            {
                1 => outputs[0],
                2 => Links.Logit(outputs[1]),
                _ => Links.Logit(outputs[score]),
            });
        }
    }
}
