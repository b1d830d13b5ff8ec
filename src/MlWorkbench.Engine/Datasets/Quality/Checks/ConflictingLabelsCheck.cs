using System.Runtime.InteropServices;
using MlWorkbench.Engine.Targets;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Rows with equal features but different classes, which no model can predict both correctly. The norm is none (Deepchecks, Conflicting Labels).
/// </summary>
internal sealed class ConflictingLabelsCheck(Target target, int rows) : IQualityCheck
{
    /// <summary>Share of conflicting rows from which the finding is more than a note.</summary>
    private const double Many = 0.01;

    private readonly RowHashes _features = new(rows);
    private int _count;

    public string Name => "conflicting_labels";

    public void Inspect(InspectedColumn column)
    {
        if (column.Role != ColumnRole.Identifier)
        {
            _features.Add(column.Values);
            _count++;
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        // A numeric target differs slightly between equal cases without being wrong. Without features, all rows are equal.
        if (!target.Shape.HasClasses || _count == 0)
        {
            yield break;
        }

        var conflicting = CountConflicting();
        if (conflicting > 0)
        {
            var share = (double)conflicting / target.LabelledRows.Length;
            yield return new QualityFinding(
                Name,
                share >= Many ? QualitySeverity.Warning : QualitySeverity.Note,
                $"{QualityText.Rows(conflicting)} ({QualityText.Percent(share)}) share all features with a row of another class of '{target.Column}'.",
                "Correct wrong labels, or add a column that distinguishes these cases. The remaining conflicts limit the accuracy of every model.",
                "rows",
                []);
        }
    }

    private long CountConflicting()
    {
        var groups = new Dictionary<ulong, (int Class, int Rows, bool Conflict)>();
        for (var i = 0; i < target.LabelledRows.Length; i++)
        {
            var label = (int)target.Actuals.Values[i];
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, _features.Values[target.LabelledRows[i]], out var known);
            group = known ? (group.Class, group.Rows + 1, group.Conflict || group.Class != label) : (label, 1, false);
        }

        return groups.Values.Where(group => group.Conflict).Sum(group => (long)group.Rows);
    }
}
