using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The result that a person requests in a dialog.</summary>
public sealed class BatchForm
{
    public BatchOutput Output { get; set; } = BatchOutput.Csv;

    public string? Into { get; set; }

    /// <summary>Empty to keep all columns.</summary>
    public IReadOnlyCollection<string> Keep { get; set; } = [];

    public bool Explain { get; set; }

    public bool IsComplete => Output != BatchOutput.Dataset || !string.IsNullOrWhiteSpace(Into);

    /// <param name="modelVersion">A version number or alias. If null, the version in Production.</param>
    public BatchOrder ToOrder(string? modelVersion = null) =>
        new(modelVersion, Output, Output == BatchOutput.Dataset ? Into : null, Keep.Count == 0 ? null : [.. Keep], Explain);

    /// <summary>Proposes a dataset for the result.</summary>
    public void Propose(string dataset) => Into = $"{dataset} predictions";
}
