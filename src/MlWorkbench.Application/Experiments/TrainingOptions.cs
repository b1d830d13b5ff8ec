namespace MlWorkbench.Application.Experiments;

/// <summary>How the Trainer process is run: configuration section <c>Training</c>.</summary>
public sealed class TrainingOptions
{
    public const string Section = "Training";

    /// <summary>The Trainer program; beside the site unless told otherwise.</summary>
    public string TrainerPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "trainer", "MlWorkbench.Trainer.dll");

    /// <summary>Searches that run at the same time, each in a Trainer process of its own. A long search keeps one place until it ends.</summary>
    public int Searches { get; set; } = 1;

    /// <summary>Threads that one search may use; all of the machine unless told otherwise. The process runs at lower priority than the site.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Resident memory in bytes from which a Trainer process is ended, so that a run cannot take the machine down.</summary>
    public long MemoryLimitBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How often a search goes on after its Trainer process died.</summary>
    public int MaxRestarts { get; set; } = 3;

    /// <summary>Longest time that a stopped search may take to evaluate what it has, in seconds.</summary>
    public double StopGraceSeconds { get; set; } = 20;
}
