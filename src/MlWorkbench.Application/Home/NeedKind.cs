namespace MlWorkbench.Application.Home;

/// <summary>Why something needs somebody.</summary>
public enum NeedKind
{
    /// <summary>A transition request waits for a decision.</summary>
    Request,

    /// <summary>A job failed.</summary>
    FailedJob,

    /// <summary>The newest drift check of a model says that its data has drifted.</summary>
    Drift,
}
