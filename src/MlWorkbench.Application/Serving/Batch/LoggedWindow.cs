using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Logged predictions whose rows are scored again.</summary>
/// <param name="Endpoint">If null, the endpoint of the model's own name.</param>
/// <param name="From">Start of the window, in UTC.</param>
/// <param name="To">End of the window, which does not belong to it. If null, now.</param>
public sealed record LoggedWindow(string? Endpoint, DateTime From, DateTime? To = null)
{
    /// <summary>Names of the columns that a window has for a model: the keys of the predictions, and the inputs.</summary>
    public static IReadOnlyList<string> ColumnsOf(ModelSignature signature) => [.. LoggedInputs.ColumnsOf(signature).Select(column => column.Name)];
}
