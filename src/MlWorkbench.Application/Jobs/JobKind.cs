namespace MlWorkbench.Application.Jobs;

/// <summary>A kind of job and the class that does it.</summary>
internal sealed record JobKind(string Kind, Type Type);
