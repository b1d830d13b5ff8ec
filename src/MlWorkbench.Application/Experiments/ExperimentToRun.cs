using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Inputs of an experiment's job.</summary>
/// <param name="DataDigest">Digest of the dataset version's table.</param>
/// <param name="SpentSeconds">Search time used by earlier attempts.</param>
internal sealed record ExperimentToRun(Guid Id, ExperimentSpec Spec, string DataDigest, double SpentSeconds);
