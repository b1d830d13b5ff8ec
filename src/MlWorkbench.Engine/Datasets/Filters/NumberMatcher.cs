using System.Text;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>Compares numbers and dates.</summary>
internal sealed class NumberMatcher : ColumnMatcher
{
    private readonly double _wanted;

    public NumberMatcher(RowCondition condition, ColumnType type)
        : base(condition)
    {
        if (condition.Operator == ConditionOperator.Contains)
        {
            throw new EngineException(
                "filter_invalid",
                $"The column '{condition.Column}' contains {(type == ColumnType.Date ? "dates" : "numbers")}, not text. Compare it with = != < <= > or >=.",
                column: condition.Column);
        }

        var text = Encoding.UTF8.GetBytes(condition.Value ?? "");
        var isRead = type == ColumnType.Date ? DateParser.TryParse(text, dayFirst: false, out _wanted) : NumberParser.TryParse(text, '.', out _wanted);
        if (!isRead)
        {
            var expected = type == ColumnType.Date ? "a date such as 2024-04-03 or 2024-04-03T12:30:00" : "a number with a dot as decimal mark";
            throw new EngineException("filter_invalid", $"The column '{condition.Column}' cannot be compared with '{condition.Value}': it needs {expected}.", column: condition.Column);
        }
    }

    public override void Narrow(Column values, bool[] keep)
    {
        var numbers = ((NumericColumn)values).Values;
        for (var row = 0; row < keep.Length; row++)
        {
            keep[row] &= Meets(numbers[row]);
        }
    }

    // A missing value is NaN and meets no comparison.
    private bool Meets(double value) => Condition.Operator switch
    {
        ConditionOperator.Equal => value == _wanted,
        ConditionOperator.NotEqual => value < _wanted || value > _wanted,
        ConditionOperator.Less => value < _wanted,
        ConditionOperator.LessOrEqual => value <= _wanted,
        ConditionOperator.Greater => value > _wanted,
        _ => value >= _wanted,
    };
}
