namespace MlWorkbench.Engine.Monitoring;

/// <summary>Drift result of one column.</summary>
/// <param name="Test">Stable name of the test, see <see cref="DriftTests"/>. Null if the column could not be tested.</param>
/// <param name="Severity">Distance of the statistic from its threshold: 1 is the threshold. For p-values, the ratio of their logarithms.</param>
/// <param name="Importance">Permutation importance of the column for the model, if known.</param>
/// <param name="ReferenceMissing">Share of reference rows without a value.</param>
/// <param name="Error">Reason for a missing test. The column then counts neither as drifted nor as stable.</param>
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
    /// <summary>Creates the result of a column that could not be compared.</summary>
    public static FeatureDrift NotTested(string name, DriftSubject subject, string reason) => new(name, null, null, null, false, 0, null, 0, 0, null, reason, subject);
}
