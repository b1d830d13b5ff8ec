namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>An analysis: its result, or the reason for its failure, or neither while it is being computed.</summary>
/// <param name="Result">Null until it is computed.</param>
/// <param name="Reason">The reason why there will be no result. Null otherwise.</param>
public sealed record Analysis<T>(T? Result, string? Reason)
    where T : class
{
    public bool IsRunning => Result is null && Reason is null;
}
