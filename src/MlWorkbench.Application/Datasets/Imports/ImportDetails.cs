using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>An import with its job.</summary>
/// <param name="Dataset">The dataset that receives the version. It may not exist yet.</param>
/// <param name="Result">Null unless the import has completed and its version still exists.</param>
public sealed record ImportDetails(Guid Id, ImportKind Kind, string Dataset, string SourceName, JobSummary Job, ImportResult? Result);
