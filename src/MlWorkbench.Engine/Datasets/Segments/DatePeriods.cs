using System.Globalization;
using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>Calendar periods of a column of dates. A period begins at midnight UTC and ends before the next one begins.</summary>
public sealed record DatePeriods(string Column, DatePeriod Period) : SegmentDefinition
{
    internal const string Code = "periods";

    [JsonIgnore]
    public override string Kind => Code;

    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [Column];

    public override void Check(IReadOnlyDictionary<string, ColumnType> columns)
    {
        if (!Enum.IsDefined(Period))
        {
            throw new EngineException("segment_invalid", "The period is not known. Use day, week, month, quarter or year.", column: Column);
        }

        if (TypeOf(Column, columns) != ColumnType.Date)
        {
            throw new EngineException("segment_invalid", $"The column '{Column}' does not contain dates, so it has no periods. Use its levels.", column: Column);
        }
    }

    public override Column Divide(Table rows, string name)
    {
        var codeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = ((NumericColumn)rows[Column]).Values;
        var codes = new int[values.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            if (double.IsNaN(values[row]))
            {
                codes[row] = CategoricalColumn.Missing;
                continue;
            }

            var label = Label(DateText.ToDateTime(values[row]));
            if (!codeOf.TryGetValue(label, out codes[row]))
            {
                codeOf.Add(label, codes[row] = codeOf.Count);
            }
        }

        return new CategoricalColumn(name, ColumnType.Category, codes, [.. codeOf.Keys]);
    }

    private string Label(DateTime at) => Period switch
    {
        DatePeriod.Day => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DatePeriod.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(at):0000}-W{ISOWeek.GetWeekOfYear(at):00}"),
        DatePeriod.Month => at.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePeriod.Quarter => string.Create(CultureInfo.InvariantCulture, $"{at.Year:0000}-Q{(at.Month + 2) / 3}"),
        _ => at.ToString("yyyy", CultureInfo.InvariantCulture),
    };
}
