using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

internal sealed class NumberColumnParser(ColumnPlan plan, int batchRows, char decimalMark) : NumericColumnParser(plan, batchRows)
{
    private readonly bool _isInteger = plan.Type == ColumnType.Integer;

    protected override bool TryParse(ReadOnlySpan<byte> value, out double number) =>
        _isInteger
            ? NumberParser.TryParseInteger(value, out number)
            : NumberParser.TryParse(value, decimalMark, out number);
}
