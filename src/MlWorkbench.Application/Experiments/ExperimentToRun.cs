using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>An experiment as its job takes it up.</summary>
/// <param name="DataDigest">The dataset version's content.</param>
/// <param name="SpentSeconds">Search time that earlier attempts used.</param>
internal sealed record ExperimentToRun(Guid Id, ExperimentSpec Spec, string DataDigest, double SpentSeconds);
