namespace MlWorkbench.Application.Home;

/// <summary>Kind of a task that needs attention.</summary>
public enum NeedKind
{
    /// <summary>An open transition request.</summary>
    Request,

    /// <summary>A failed job.</summary>
    FailedJob,

    /// <summary>A model whose newest drift check reports drift.</summary>
    Drift,
}
