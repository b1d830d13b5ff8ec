namespace MlWorkbench.Application.Serving.Batch;

/// <summary>How the rows of a batch prediction are scored, and what is written.</summary>
/// <param name="ModelVersion">A version number or alias. If null, the version in Production.</param>
/// <param name="Output">The form of the result.</param>
/// <param name="Into">Name of the dataset that receives the result. Null for a file.</param>
/// <param name="Keep">Columns of the data to write before the predictions. If null, all.</param>
/// <param name="Explain">Whether to add the contribution of each column, which takes a hundred times as long as a score.</param>
public sealed record BatchOrder(
    string? ModelVersion = null,
    BatchOutput Output = BatchOutput.Csv,
    string? Into = null,
    IReadOnlyList<string>? Keep = null,
    bool Explain = false);
