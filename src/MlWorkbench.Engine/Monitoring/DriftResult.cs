using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Comparison of current with reference data, column by column.</summary>
/// <param name="Features">Input columns, worst first: columns that could not be tested, then by the distance from the threshold.</param>
/// <param name="Tested">Number of columns with a verdict.</param>
/// <param name="DriftedShare">Share of drifted columns among the tested ones, 0 to 1.</param>
/// <param name="DatasetDrifted">Whether the share is at least <see cref="DriftDetector.DatasetThreshold"/>.</param>
/// <param name="Skipped">Columns of kinds that are not compared, with the reason.</param>
/// <param name="Target">Result for the target. Null if no model was compared. It does not count in the share.</param>
/// <param name="Prediction">Result for the predictions. Null if no model was compared. It does not count in the share.</param>
public sealed record DriftResult(
    int ReferenceRows,
    int CurrentRows,
    IReadOnlyList<FeatureDrift> Features,
    int Tested,
    int Drifted,
    double DriftedShare,
    bool DatasetDrifted,
    IReadOnlyList<string> Skipped,
    FeatureDrift? Target = null,
    FeatureDrift? Prediction = null)
{
    /// <summary>Predictions and target first, then the input columns.</summary>
    [JsonIgnore]
    public IEnumerable<FeatureDrift> All => new[] { Prediction, Target }.OfType<FeatureDrift>().Concat(Features);
}
