using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The body of a request that scores a dataset version.</summary>
/// <param name="Version">Version of the dataset. If omitted, the newest.</param>
/// <param name="ModelVersion">A version number or alias. If omitted, the version in Production.</param>
/// <param name="Output"><c>"csv"</c> (default), <c>"parquet"</c>, or <c>{"dataset": "name"}</c>.</param>
/// <param name="Keep">Columns of the data to write before the predictions. If omitted, all.</param>
/// <param name="Explain">Whether to add the contribution of each column.</param>
internal sealed record BatchBody(string? Dataset, int? Version, string? ModelVersion, JsonElement? Output, IReadOnlyList<string>? Keep, bool Explain = false)
{
    /// <exception cref="WorkbenchException">The body names no dataset.</exception>
    public string RequireDataset() => string.IsNullOrWhiteSpace(Dataset)
        ? throw new WorkbenchException(ErrorKind.Malformed, "dataset_missing",
            "The body names no dataset. Add 'dataset', or send the rows as a CSV or Parquet file.", column: "dataset")
        : Dataset;

    /// <exception cref="WorkbenchException">The form of the result is unknown.</exception>
    public BatchOrder ToOrder()
    {
        var (output, into) = BatchTarget.Read(Output);
        return new BatchOrder(ModelVersion, output, into, Keep, Explain);
    }
}
