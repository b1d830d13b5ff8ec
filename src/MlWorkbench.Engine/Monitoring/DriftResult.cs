using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Comparison of current with reference data, column by column.</summary>
public sealed record DriftResult
{
    public required int ReferenceRows { get; init; }

    public required int CurrentRows { get; init; }

    /// <summary>Input columns, worst first: columns that could not be tested, then by the distance from the threshold.</summary>
    public required IReadOnlyList<FeatureDrift> Features { get; init; }

    /// <summary>Number of columns with a verdict.</summary>
    public required int Tested { get; init; }

    public required int Drifted { get; init; }

    /// <summary>Share of drifted columns among the tested ones, 0 to 1.</summary>
    public required double DriftedShare { get; init; }

    /// <summary>Whether the share is at least <see cref="DriftDetector.DatasetThreshold"/>.</summary>
    public required bool DatasetDrifted { get; init; }

    /// <summary>Columns of kinds that are not compared, with the reason.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>Result for the target. Null if no model was compared. It does not count in the share.</summary>
    public FeatureDrift? Target { get; init; }

    /// <summary>Result for the predictions. Null if no model was compared. It does not count in the share.</summary>
    public FeatureDrift? Prediction { get; init; }

    /// <summary>Predictions and target first, then the input columns.</summary>
    [JsonIgnore]
    public IEnumerable<FeatureDrift> All => new[] { Prediction, Target }.OfType<FeatureDrift>().Concat(Features);
}
