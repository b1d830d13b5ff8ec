namespace MlWorkbench.Application.Jobs;

/// <summary>The lanes that jobs wait in.</summary>
public static class JobQueues
{
    /// <summary>Training: one at a time on a small machine.</summary>
    public const string Training = "training";

    /// <summary>Everything that is over in seconds.</summary>
    public const string Default = "default";

    public static IReadOnlyList<string> All { get; } = [Training, Default];
}
