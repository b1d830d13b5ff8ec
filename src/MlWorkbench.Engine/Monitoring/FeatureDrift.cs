namespace MlWorkbench.Engine.Monitoring;

/// <summary>Drift result of one column.</summary>
public sealed record FeatureDrift
{
    public required string Name { get; init; }

    /// <summary>Stable name of the test, see <see cref="DriftTests"/>. Null if the column could not be tested.</summary>
    public string? Test { get; init; }

    public double? Statistic { get; init; }

    public double? Threshold { get; init; }

    public required bool Drifted { get; init; }

    /// <summary>Distance of the statistic from its threshold: 1 is the threshold. For p-values, the ratio of their logarithms.</summary>
    public required double Severity { get; init; }

    /// <summary>Permutation importance of the column for the model, if known.</summary>
    public double? Importance { get; init; }

    /// <summary>Share of reference rows without a value.</summary>
    public required double ReferenceMissing { get; init; }

    public required double CurrentMissing { get; init; }

    public DriftHistogram? Histogram { get; init; }

    /// <summary>Reason for a missing test. The column then counts neither as drifted nor as stable.</summary>
    public string? Error { get; init; }

    public DriftSubject Subject { get; init; } = DriftSubject.Input;

    /// <summary>Creates the result of a column that could not be compared.</summary>
    public static FeatureDrift NotTested(string name, DriftSubject subject, string reason) => new()
    {
        Name = name,
        Test = null,
        Statistic = null,
        Threshold = null,
        Drifted = false,
        Severity = 0,
        Importance = null,
        ReferenceMissing = 0,
        CurrentMissing = 0,
        Histogram = null,
        Error = reason,
        Subject = subject,
    };
}
