namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The file with the result of a batch prediction.</summary>
/// <param name="Path">A local copy. Callers only read it.</param>
/// <param name="Name">The name for the receiver.</param>
public sealed record BatchFile(string Path, string Name, BatchOutput Format);
