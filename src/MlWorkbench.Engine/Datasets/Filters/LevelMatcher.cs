using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>Compares texts: each level once, then only its codes.</summary>
internal sealed class LevelMatcher : ColumnMatcher
{
    public LevelMatcher(RowCondition condition)
        : base(condition)
    {
        if (condition.Operator is not (ConditionOperator.Equal or ConditionOperator.NotEqual or ConditionOperator.Contains))
        {
            throw new EngineException(
                "filter_invalid",
                $"The column '{condition.Column}' contains text, which has no order. Compare it with =, != or contains.",
                column: condition.Column);
        }
    }

    public override void Narrow(Column values, bool[] keep)
    {
        var column = (CategoricalColumn)values;
        var meets = Array.ConvertAll(column.Levels, Meets);
        for (var row = 0; row < keep.Length; row++)
        {
            var code = column.Codes[row];
            keep[row] &= code >= 0 && meets[code];
        }
    }

    private bool Meets(string level) => Condition.Operator switch
    {
        ConditionOperator.Equal => string.Equals(level, Condition.Value, StringComparison.Ordinal),
        ConditionOperator.NotEqual => !string.Equals(level, Condition.Value, StringComparison.Ordinal),
        _ => level.Contains(Condition.Value!, StringComparison.OrdinalIgnoreCase),
    };
}
