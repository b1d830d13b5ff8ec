namespace MlWorkbench.Web.Registry;

/// <summary>What an approver wrote.</summary>
/// <param name="OverrideReason">Why to approve although a blocking check failed.</param>
public sealed record DecisionText(string? Comment, string? OverrideReason);
