namespace MlWorkbench.Application.Jobs;

/// <summary>Lanes of the job queue.</summary>
public static class JobQueues
{
    /// <summary>Training. On a small machine, one job at a time.</summary>
    public const string Training = "training";

    /// <summary>Imports of files and derivations. Each takes a core and memory for a while.</summary>
    public const string Imports = "imports";

    /// <summary>Batch predictions. Each takes all processors for a while.</summary>
    public const string Scoring = "scoring";

    /// <summary>All jobs that end within seconds.</summary>
    public const string Default = "default";

    public static IReadOnlyList<string> All { get; } = [Training, Imports, Scoring, Default];
}
