using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run with a result, and the digests of its files.</summary>
internal sealed record StoredRun(RunResult Result, string? PackageDigest, string? OutOfFoldDigest);
