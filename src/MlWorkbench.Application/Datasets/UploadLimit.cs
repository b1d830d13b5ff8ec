namespace MlWorkbench.Application.Datasets;

/// <summary>How many bytes an upload may have.</summary>
/// <param name="Refusal">Says why not more.</param>
internal sealed record UploadLimit(long Bytes, Func<WorkbenchException> Refusal);
