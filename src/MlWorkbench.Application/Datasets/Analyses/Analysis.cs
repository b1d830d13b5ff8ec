namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>A result, or that it is still being worked out, or why there is none.</summary>
/// <param name="Result">Null until it is worked out.</param>
/// <param name="Reason">Why there will be no result.</param>
public sealed record Analysis<T>(T? Result, string? Reason)
    where T : class
{
    public bool IsRunning => Result is null && Reason is null;
}
