using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Features;

/// <summary>
/// A step over one column of texts or integer identifiers. One method converts a text to features, both for single rows and for tables. In a table, it runs
/// once per distinct text.
/// </summary>
public abstract class LevelStep(string column) : FeatureStep
{
    public string Column { get; } = column;

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    public override bool Reads(ColumnType type) => type is ColumnType.Boolean or ColumnType.Category or ColumnType.Text or ColumnType.Integer;

    public override void Apply(Table rows, FeatureMatrix features, int offset)
    {
        var column = rows[Column] is NumericColumn numbers ? numbers.ToLevels() : (CategoricalColumn)rows[Column];
        var width = Outputs.Count;
        var firstRow = new int[column.Levels.Length + 1];
        for (var row = 0; row < column.Length; row++)
        {
            var code = column.Codes[row];
            var target = features.Row(row).Slice(offset, width);
            ref var first = ref firstRow[code + 1];
            if (first == 0)
            {
                Write(code < 0 ? null : column.Levels[code], target);
                first = row + 1;
            }
            else
            {
                features.Row(first - 1).Slice(offset, width).CopyTo(target);
            }
        }
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, Span<float> features) =>
        Write(row.Texts[inputs[0]] ?? NumericColumn.LevelOf(row.Numbers[inputs[0]] + 0.0), features);

    /// <summary>Writes the features of one text. Null means missing.</summary>
    protected abstract void Write(string? text, Span<float> features);

    /// <summary>Positions of the levels by their text.</summary>
    protected static Dictionary<string, int> IndexOf(IReadOnlyList<string> levels)
    {
        var index = new Dictionary<string, int>(levels.Count, StringComparer.Ordinal);
        for (var i = 0; i < levels.Count; i++)
        {
            if (!index.TryAdd(levels[i], i))
            {
                throw new ArgumentException($"Level '{levels[i]}' occurs twice.", nameof(levels));
            }
        }

        return index;
    }
}
