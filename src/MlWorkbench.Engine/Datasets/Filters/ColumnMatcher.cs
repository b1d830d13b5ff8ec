using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>A condition that is bound to the values of its column.</summary>
internal abstract class ColumnMatcher(RowCondition condition)
{
    public string Column => Condition.Column;

    protected RowCondition Condition { get; } = condition;

    public static ColumnMatcher Create(RowCondition condition, ColumnType type) => type switch
    {
        _ when condition.Operator is ConditionOperator.Missing or ConditionOperator.Present => new PresenceMatcher(condition),
        ColumnType.Integer or ColumnType.Number or ColumnType.Date => new NumberMatcher(condition, type),
        _ => new LevelMatcher(condition),
    };

    /// <summary>Removes the rows that do not meet the condition.</summary>
    public abstract void Narrow(Column values, bool[] keep);
}
