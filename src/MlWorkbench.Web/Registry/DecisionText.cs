namespace MlWorkbench.Web.Registry;

/// <summary>The approver's texts.</summary>
/// <param name="OverrideReason">The reason to approve despite a failed blocking check.</param>
public sealed record DecisionText(string? Comment, string? OverrideReason);
