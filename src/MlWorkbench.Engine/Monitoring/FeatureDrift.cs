namespace MlWorkbench.Engine.Monitoring;

/// <summary>Whether one column drifted, by which test.</summary>
/// <param name="Test">Stable name of the test, see <see cref="DriftTests"/>; null when none could be made.</param>
/// <param name="Severity">How far the statistic is beyond its threshold: 1 is the border; for p-values the ratio of their logarithms.</param>
/// <param name="Importance">Permutation importance of the column for the model, where known.</param>
/// <param name="ReferenceMissing">Share of reference rows without a value.</param>
/// <param name="Error">Why there is no test: such a column counts neither as drifted nor as stable.</param>
public sealed record FeatureDrift(
    string Name,
    string? Test,
    double? Statistic,
    double? Threshold,
    bool Drifted,
    double Severity,
    double? Importance,
    double ReferenceMissing,
    double CurrentMissing,
    DriftHistogram? Histogram,
    string? Error = null,
    DriftSubject Subject = DriftSubject.Input)
{
    /// <summary>One that could not be compared.</summary>
    public static FeatureDrift NotTested(string name, DriftSubject subject, string reason) => new(name, null, null, null, false, 0, null, 0, 0, null, reason, subject);
}
