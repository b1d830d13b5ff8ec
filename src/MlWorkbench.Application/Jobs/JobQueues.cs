namespace MlWorkbench.Application.Jobs;

/// <summary>Lanes of the job queue.</summary>
public static class JobQueues
{
    /// <summary>Training. On a small machine, one job at a time.</summary>
    public const string Training = "training";

    /// <summary>All jobs that end within seconds.</summary>
    public const string Default = "default";

    public static IReadOnlyList<string> All { get; } = [Training, Default];
}
