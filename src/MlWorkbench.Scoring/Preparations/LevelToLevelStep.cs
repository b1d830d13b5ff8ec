using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Converts each level of a column to another. The same method is used for single rows and for tables.</summary>
public abstract class LevelToLevelStep(string column, string output, ColumnType type) : PreparationStep
{
    public string Column { get; } = Named(column);

    public string Output { get; } = Named(output);

    /// <summary>Type of the output.</summary>
    public ColumnType Type { get; } = Enum.IsDefined(type) && !IsNumeric(type) ? type : throw new ArgumentException($"Column '{output}' cannot be of type {type}.");

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs => [new(Output, Type)];

    public override bool Reads(int input, ColumnType type) => ColumnLevels.CanRead(type);

    public override Column[] Apply(IReadOnlyList<Column> inputs)
    {
        var column = ColumnLevels.Of(inputs[0]);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var mapped = Array.ConvertAll(column.Levels, level => CodeOf(Map(level), index));
        var missing = CodeOf(Map(null), index);
        return [new CategoricalColumn(Output, Type, Array.ConvertAll(column.Codes, code => code < 0 ? missing : mapped[code]), [.. index.Keys])];
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs) =>
        row.Texts[outputs[0]] = Map(ColumnLevels.TextOf(row, inputs[0]));

    /// <summary>Converts one level. Null means missing.</summary>
    protected abstract string? Map(string? level);

    private static int CodeOf(string? level, Dictionary<string, int> index)
    {
        if (level is null)
        {
            return CategoricalColumn.Missing;
        }

        index.TryAdd(level, index.Count);
        return index[level];
    }
}
