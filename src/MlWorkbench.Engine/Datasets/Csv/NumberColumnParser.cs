using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

internal sealed class NumberColumnParser(ColumnPlan plan, int batchRows) : NumericColumnParser(plan, batchRows)
{
    private readonly bool _isInteger = plan.Type == ColumnType.Integer;
    private readonly char _decimalMark = plan.DecimalMark;
    private readonly bool _isFormatted = plan.IsFormatted;

    protected override bool TryParse(ReadOnlySpan<byte> value, out double number) =>
        _isInteger
            ? NumberParser.TryParseInteger(value, out number)
            : NumberParser.TryParse(value, _decimalMark, out number) || (_isFormatted && FormattedNumberParser.TryParse(value, _decimalMark, out number, out _));
}
