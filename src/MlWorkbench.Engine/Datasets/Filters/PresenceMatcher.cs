using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

internal sealed class PresenceMatcher(RowCondition condition) : ColumnMatcher(condition)
{
    public override void Narrow(Column values, bool[] keep)
    {
        var wanted = Condition.Operator == ConditionOperator.Missing;
        for (var row = 0; row < keep.Length; row++)
        {
            keep[row] &= values.IsMissing(row) == wanted;
        }
    }
}
