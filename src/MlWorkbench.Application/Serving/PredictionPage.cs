namespace MlWorkbench.Application.Serving;

/// <summary>One page of the prediction log. A total is not counted, because a log has millions of rows.</summary>
/// <param name="Next">The <see cref="ListQuery.After"/> of the next page. Null at the end.</param>
/// <param name="Previous">The <see cref="ListQuery.After"/> of the previous page. Null at the start.</param>
public sealed record PredictionPage(IReadOnlyList<LoggedPrediction> Items, string? Next, string? Previous);
