namespace MlWorkbench.Application.Datasets.Analyses;

internal enum AnalysisKind
{
    /// <summary>The quality checks that need no target.</summary>
    Quality,

    /// <summary>The quality checks of a target, which is the analysis' subject.</summary>
    TargetQuality,

    /// <summary>The rate or mean of a target, which is the analysis' subject, by every other column.</summary>
    TargetRates,

    /// <summary>How strongly each pair of columns goes together.</summary>
    Associations,

    /// <summary>What changed since another version, which is the analysis' reference; its subject is a <see cref="ComparisonSubject"/>.</summary>
    Comparison,
}
