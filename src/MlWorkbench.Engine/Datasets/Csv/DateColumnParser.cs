using MlWorkbench.Engine.Datasets.Values;

namespace MlWorkbench.Engine.Datasets.Csv;

internal sealed class DateColumnParser(ColumnPlan plan, int batchRows) : NumericColumnParser(plan, batchRows)
{
    private readonly bool _isGiven = plan.IsGiven;
    private readonly bool _dayFirst = plan.DayFirst;

    protected override bool TryParse(ReadOnlySpan<byte> value, out double number) =>
        DateParser.TryParse(value, _dayFirst, out number)
        || (_isGiven && DateParser.TryParseCompact(value, out number));
}
