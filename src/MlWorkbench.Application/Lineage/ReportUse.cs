namespace MlWorkbench.Application.Lineage;

/// <summary>A report of a run that was trained on a version.</summary>
public sealed record ReportUse(Guid Id, string Title, Guid RunId, bool Revoked, string CreatedByName, DateTime CreatedAt);
