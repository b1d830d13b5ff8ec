using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Splits;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>
/// Combines the predictions of fold models for their validation rows: one prediction per validated row, the mean if a row is validated more than once.
/// </summary>
public static class OutOfFold
{
    /// <returns>Predictions in the order of <see cref="DataSplit.ValidatedRows"/>.</returns>
    public static Predictions Combine(DataSplit split, IReadOnlyList<Predictions> folds)
    {
        var outputs = folds[0].Outputs;
        var rows = split.ValidatedRows;
        var positions = new Dictionary<int, int>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            positions.Add(rows[i], i);
        }

        var values = new double[rows.Length * outputs];
        var counts = new int[rows.Length];
        for (var fold = 0; fold < folds.Count; fold++)
        {
            var validation = split.Folds[fold].Validation;
            for (var i = 0; i < validation.Length; i++)
            {
                var position = positions[validation[i]];
                counts[position]++;
                var row = folds[fold].Row(i);
                for (var output = 0; output < outputs; output++)
                {
                    values[(position * outputs) + output] += row[output];
                }
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= counts[i / outputs];
        }

        return new Predictions(values, outputs);
    }
}
