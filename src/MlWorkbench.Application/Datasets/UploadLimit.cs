namespace MlWorkbench.Application.Datasets;

/// <summary>The most bytes of an upload.</summary>
/// <param name="Refusal">The error for a larger upload.</param>
internal sealed record UploadLimit(long Bytes, Func<WorkbenchException> Refusal);
