namespace MlWorkbench.Application.Jobs;

/// <summary>A kind of job and the class that runs it.</summary>
internal sealed record JobKind(string Kind, Type Type);
