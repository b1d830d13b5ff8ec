using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Current data against reference data, column by column.</summary>
/// <param name="Features">Input columns, worst first: what could not be tested, then by how far beyond the threshold.</param>
/// <param name="Tested">Columns with a verdict.</param>
/// <param name="DriftedShare">Drifted of the tested columns, 0 to 1.</param>
/// <param name="DatasetDrifted">Whether the share is at least <see cref="DriftDetector.DatasetThreshold"/>.</param>
/// <param name="Skipped">Columns not compared by nature, with the reason.</param>
/// <param name="Target">The target; null where nothing of a model was compared. It counts for no share.</param>
/// <param name="Prediction">The model's predictions; null likewise.</param>
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
