namespace MlWorkbench.Application.Evaluations;

/// <summary>Kind of object that an evaluation judges.</summary>
public enum EvaluationSubject
{
    Run,

    ModelVersion,

    /// <summary>The predictions of an endpoint in a window of time.</summary>
    EndpointWindow,
}
