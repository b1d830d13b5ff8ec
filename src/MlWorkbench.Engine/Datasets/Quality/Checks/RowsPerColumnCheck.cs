using MlWorkbench.Engine.Targets;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Too few rows for the number of features. Ten events per variable is the rule of thumb (Peduzzi et al., Journal of Clinical Epidemiology 49, 1996):
/// events are the rows of the rarest class, or all rows where the target is a number.
/// </summary>
internal sealed class RowsPerColumnCheck(Target target) : IQualityCheck
{
    private const int EventsPerVariable = 10;

    private int _features;

    public string Name => "rows_per_column";

    public void Inspect(InspectedColumn column) => _features += column.Role is ColumnRole.Identifier or ColumnRole.Constant ? 0 : 1;

    public IEnumerable<QualityFinding> Conclude()
    {
        var events = target.Shape.HasClasses ? target.Actuals.Values.CountBy(label => label).Min(label => label.Value) : target.LabelledRows.Length;
        if (_features > 0 && events < EventsPerVariable * _features)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"There are {QualityText.Rows(events)}{(target.Shape.HasClasses ? " of the rarest class" : "")} for "
                + $"{QualityText.Count(_features)} features; a rule of thumb is {EventsPerVariable} per feature.",
                "Exclude features that cannot matter, and rely on the validation, not on the fit to the training rows.",
                "rows per feature",
                [new(target.Column, (double)events / _features, $"{QualityText.Number((double)events / _features)} per feature")]);
        }
    }
}
