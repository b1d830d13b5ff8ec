using MlWorkbench.Engine.Targets;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Columns that predict the target almost alone, usually a copy of it or a value known only after the event. Deepchecks warns from a predictive power of 0.8
/// on (Feature Label Correlation). From 0.99 on, the column is equivalent to the target.
/// </summary>
internal sealed class LeakageCheck : IQualityCheck
{
    private const double Suspicious = 0.8;
    private const double Copy = 0.99;

    private readonly Target _target;
    private readonly PredictivePower _power;
    private readonly List<ColumnEvidence> _columns = [];

    public LeakageCheck(Target target)
    {
        _target = target;
        var sample = RowSample.Of(target.LabelledRows.Length);
        _power = new PredictivePower(
            Array.ConvertAll(sample, i => target.LabelledRows[i]),
            Array.ConvertAll(sample, i => target.Actuals.Values[i]),
            target.Classes.Count);
    }

    public string Name => "leakage";

    public void Inspect(InspectedColumn column)
    {
        var power = _power.Of(column.Values);
        if (power >= Suspicious)
        {
            _columns.Add(new(column.Name, power, $"predictive power {QualityText.Number(power)} of 1"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        var worstFirst = _columns.OrderByDescending(column => column.Value).ToList();
        var copies = worstFirst.Where(column => column.Value >= Copy).ToList();
        if (copies.Count > 0)
        {
            yield return Finding(
                QualitySeverity.Blocker,
                copies,
                $"{(copies.Count == 1 ? "reveals" : "reveal")} the target '{_target.Column}' almost without error",
                "Exclude the column unless it is known at prediction time. A model that reads the target from it is useless in production.");
        }

        var suspicious = worstFirst.Where(column => column.Value < Copy).ToList();
        if (suspicious.Count > 0)
        {
            yield return Finding(
                QualitySeverity.Warning,
                suspicious,
                $"{(suspicious.Count == 1 ? "predicts" : "predict")} the target '{_target.Column}' almost alone",
                "Check when the value is written. If that is after the event, exclude the column.");
        }
    }

    private QualityFinding Finding(QualitySeverity severity, List<ColumnEvidence> columns, string what, string action) =>
        new(Name, severity, $"{QualityText.Names([.. columns.Select(column => column.Column)])} {what}.", action, "predictive power, 0 to 1", columns)
        {
            Exclude = [.. columns.Select(column => column.Column)],
        };
}
