namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>The answer while an analysis is computed. The caller requests it again later.</summary>
internal sealed record RunningAnswer(string State);
