using MlWorkbench.Engine.Targets;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Rows without a target value. They cannot be used for training and are excluded.</summary>
internal sealed class MissingTargetCheck(Target target, int rows) : IQualityCheck
{
    private const double Many = 0.05;

    public string Name => "missing_target";

    public void Inspect(InspectedColumn column)
    {
        // This check uses only the target.
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        var missing = rows - target.LabelledRows.Length;
        if (missing > 0)
        {
            var share = (double)missing / rows;
            yield return new QualityFinding(
                Name,
                share >= Many ? QualitySeverity.Warning : QualitySeverity.Note,
                $"{QualityText.Rows(missing)} ({QualityText.Percent(share)}) {(missing == 1 ? "has" : "have")} no value in the target '{target.Column}' "
                + "and will be excluded.",
                "Check that they are missing at random. If certain cases are never recorded, the model cannot learn them.",
                "share of rows without a value",
                [new(target.Column, share, $"{QualityText.Rows(missing)} without a value")]);
        }
    }
}
