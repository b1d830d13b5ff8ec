namespace MlWorkbench.Application.Home;

/// <summary>What changed.</summary>
public enum ChangeKind
{
    DatasetVersion,
    Experiment,
    ModelVersion,
    StageTransition,
    Report,
}
