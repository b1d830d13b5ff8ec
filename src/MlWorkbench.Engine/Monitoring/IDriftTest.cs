namespace MlWorkbench.Engine.Monitoring;

/// <summary>
/// Measures the difference of two samples of one column. Each test has its own file in <c>Tests</c>, and <see cref="DriftTests"/> selects the test.
/// </summary>
public interface IDriftTest
{
    /// <summary>Stable name in the API: <c>wasserstein</c>.</summary>
    string Name { get; }

    /// <summary>Display name: <c>Wasserstein distance</c>.</summary>
    string Title { get; }

    /// <summary>Meaning and scale of the statistic, in one or two sentences.</summary>
    string Meaning { get; }

    /// <summary>Threshold between drift and no drift.</summary>
    double Threshold { get; }

    /// <summary>Whether the statistic is a p-value. A small value then means drift.</summary>
    bool IsPValue { get; }

    /// <summary>Whether a statistic means drift.</summary>
    bool Drifts(double statistic);

    double Compute(ColumnPair columns);
}
