namespace MlWorkbench.Application.Home;

/// <summary>Kind of a recent change.</summary>
public enum ChangeKind
{
    DatasetVersion,
    Experiment,
    ModelVersion,
    StageTransition,
    Report,
}
