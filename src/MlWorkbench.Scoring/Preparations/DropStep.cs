using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Drops columns.</summary>
public sealed class DropStep(IReadOnlyList<string> columns) : PreparationStep
{
    public IReadOnlyList<string> Columns { get; } = columns;

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs => [];

    [JsonIgnore]
    public override IReadOnlyList<string> Removes => Columns;

    public override bool Reads(int input, ColumnType type) => true;

    public override Column[] Apply(IReadOnlyList<Column> inputs) => [];

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs)
    {
    }
}
