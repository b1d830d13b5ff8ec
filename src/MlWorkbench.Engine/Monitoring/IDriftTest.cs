namespace MlWorkbench.Engine.Monitoring;

/// <summary>Says how different two samples of one column are. One test per file in <c>Tests</c>; which is used when: <see cref="DriftTests"/>.</summary>
public interface IDriftTest
{
    /// <summary>Stable name in the API: <c>wasserstein</c>.</summary>
    string Name { get; }

    /// <summary>Name for people: <c>Wasserstein distance</c>.</summary>
    string Title { get; }

    /// <summary>What the statistic says and on which scale, in a sentence.</summary>
    string Meaning { get; }

    /// <summary>The border between drift and no drift.</summary>
    double Threshold { get; }

    /// <summary>Whether the statistic is a p-value: then small means drift.</summary>
    bool IsPValue { get; }

    /// <summary>Whether a statistic means drift.</summary>
    bool Drifts(double statistic);

    double Compute(ColumnPair columns);
}
