using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Features;

/// <summary>A step over one column of numbers or dates. One method converts a value to features, both for single rows and for tables.</summary>
public abstract class NumericStep(string column) : FeatureStep
{
    public string Column { get; } = column;

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    public override bool Reads(ColumnType type) => type is ColumnType.Integer or ColumnType.Number or ColumnType.Date;

    public override void Apply(Table rows, FeatureMatrix features, int offset)
    {
        var values = ((NumericColumn)rows[Column]).Values;
        var width = Outputs.Count;
        for (var row = 0; row < values.Length; row++)
        {
            Write(values[row], features.Row(row).Slice(offset, width));
        }
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, Span<float> features) =>
        Write(row.Numbers[inputs[0]], features);

    /// <summary>Writes the features of one value. NaN means missing.</summary>
    protected abstract void Write(double value, Span<float> features);
}
