namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>The answer while something is being worked out: ask again.</summary>
internal sealed record RunningAnswer(string State);
