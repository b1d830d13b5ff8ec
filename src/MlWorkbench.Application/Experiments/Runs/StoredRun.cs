using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run with a result, and where its files are.</summary>
internal sealed record StoredRun(RunResult Result, string? PackageDigest, string? OutOfFoldDigest);
