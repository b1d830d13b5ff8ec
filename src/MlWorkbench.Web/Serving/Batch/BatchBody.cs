using System.Text.Json;
using System.Text.Json.Serialization;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The body of a request that scores a dataset version or a window of the log.</summary>
/// <param name="Log">Logged predictions to score again, instead of a dataset.</param>
/// <param name="Version">Version of the dataset. If omitted, the newest.</param>
/// <param name="ModelVersion">A version number or alias. If omitted, the version in Production.</param>
/// <param name="Output"><c>"csv"</c> (default), <c>"parquet"</c>, or <c>{"dataset": "name"}</c>.</param>
/// <param name="Keep">Columns of the data to write before the predictions. If omitted, all.</param>
/// <param name="Explain">Whether to add the contribution of each column.</param>
internal sealed record BatchBody(
    string? Dataset, int? Version, BatchBody.Window? Log, string? ModelVersion, JsonElement? Output, IReadOnlyList<string>? Keep, bool Explain = false)
{
    /// <exception cref="WorkbenchException">The body names no dataset, or a dataset and a window of the log.</exception>
    public string RequireDataset() => (string.IsNullOrWhiteSpace(Dataset), Log) switch
    {
        (false, null) => Dataset!,
        (true, _) => throw new WorkbenchException(ErrorKind.Malformed, "dataset_missing",
            "The body names no dataset. Add 'dataset' or 'log', or send the rows as a CSV or Parquet file.", column: "dataset"),
        _ => throw new WorkbenchException(ErrorKind.Malformed, "data_ambiguous",
            "The body names a dataset and a window of the log. Remove one of them.", column: "log"),
    };

    /// <exception cref="WorkbenchException">The form of the result is unknown.</exception>
    public BatchOrder ToOrder()
    {
        var (output, into) = BatchTarget.Read(Output);
        return new BatchOrder(ModelVersion, output, into, Keep, Explain);
    }

    /// <param name="Endpoint">If omitted, the endpoint of the model's own name.</param>
    /// <param name="To">End of the window, which does not belong to it. If omitted, now.</param>
    internal sealed record Window(string? Endpoint, [property: JsonRequired] DateTimeOffset From, DateTimeOffset? To)
    {
        public LoggedWindow ToWindow() => new(Endpoint, From.UtcDateTime, To?.UtcDateTime);
    }
}
