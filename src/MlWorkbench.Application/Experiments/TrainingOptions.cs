namespace MlWorkbench.Application.Experiments;

/// <summary>Options of the Trainer process: configuration section <c>Training</c>.</summary>
public sealed class TrainingOptions
{
    public const string Section = "Training";

    /// <summary>The Trainer program. By default, it is in the site's folder.</summary>
    public string TrainerPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "trainer", "MlWorkbench.Trainer.dll");

    /// <summary>Number of searches that run at the same time, each in its own Trainer process. A long search occupies its place until it ends.</summary>
    public int Searches { get; set; } = 1;

    /// <summary>Threads of one search. By default, all of the machine. The process runs at lower priority than the site.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Limit of resident memory in bytes. A Trainer process above it is ended, so that a run cannot exhaust the machine's memory.</summary>
    public long MemoryLimitBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How often a search continues after its Trainer process died.</summary>
    public int MaxRestarts { get; set; } = 3;

    /// <summary>Longest time for the evaluation of a stopped search, in seconds.</summary>
    public double StopGraceSeconds { get; set; } = 20;
}
