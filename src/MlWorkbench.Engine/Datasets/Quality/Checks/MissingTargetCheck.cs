using MlWorkbench.Engine.Targets;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Rows without a value in the target: they teach nothing and are left out.</summary>
internal sealed class MissingTargetCheck(Target target, int rows) : IQualityCheck
{
    private const double Many = 0.05;

    public string Name => "missing_target";

    public void Inspect(InspectedColumn column)
    {
        // Only the target counts.
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
                $"{QualityText.Rows(missing)} ({QualityText.Percent(share)}) {(missing == 1 ? "has" : "have")} no value in the target '{target.Column}' and will be left out.",
                "Make sure that they are missing by chance. If certain cases are never recorded, the model will not know them.",
                "share of rows without a value",
                [new(target.Column, share, $"{QualityText.Rows(missing)} without a value")]);
        }
    }
}
