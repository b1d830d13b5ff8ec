namespace MlWorkbench.Application.Datasets.Analyses;

internal enum AnalysisKind
{
    /// <summary>The quality checks that need no target.</summary>
    Quality,

    /// <summary>The quality checks of a target. The subject of the analysis is the target.</summary>
    TargetQuality,

    /// <summary>The rate or mean of a target by every other column. The subject of the analysis is the target.</summary>
    TargetRates,

    /// <summary>The strength of association of each pair of columns.</summary>
    Associations,

    /// <summary>The changes since the reference version. The subject is a <see cref="ComparisonSubject"/>.</summary>
    Comparison,
}
