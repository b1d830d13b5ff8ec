using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Compares the distributions of the columns that both tables have, with the drift tests of the workbench.</summary>
internal sealed class DistributionShift(int fromRows, int toRows, IReadOnlyList<string> key)
{
    private readonly List<FeatureDrift> _features = [];
    private readonly List<string> _skipped = [];

    public void Inspect(MatchedColumn column, Column from, Column to)
    {
        if (column.IsIdentifier || key.Contains(column.Name))
        {
            _skipped.Add($"{column.Name}: an identifier");
        }
        else if (column.AsText)
        {
            _skipped.Add($"{column.Name}: its type changed");
        }
        else
        {
            var result = DriftDetector.Compare(new Table([Named(from, column.Name)]), new Table([to]));
            _features.AddRange(result.Features);
            _skipped.AddRange(result.Skipped);
        }
    }

    public DriftResult Conclude() => DriftDetector.Summarise(_features, fromRows, toRows, _skipped);

    private static Column Named(Column column, string name) => column switch
    {
        NumericColumn numbers => new NumericColumn(name, column.Type, numbers.Values),
        CategoricalColumn levels => new CategoricalColumn(name, column.Type, levels.Codes, levels.Levels),
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };
}
