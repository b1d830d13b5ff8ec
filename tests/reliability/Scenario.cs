using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>An activity during which the server is killed, and the conditions that must hold afterwards.</summary>
internal abstract class Scenario
{
    public abstract string Name { get; }

    /// <summary>Additional configuration of the server, as <c>--Key=Value</c>.</summary>
    public virtual string[] Settings => [];

    /// <summary>The server is killed at a random time within this period.</summary>
    public virtual TimeSpan Window => TimeSpan.FromSeconds(5);

    /// <summary>Whether each round starts with an empty folder and kills the start itself.</summary>
    public virtual bool KillsTheStart => false;

    /// <summary>Number of changes that the server has acknowledged.</summary>
    public int Acknowledged { get; protected set; }

    /// <summary>Number of acknowledged changes that were found after a start.</summary>
    public int Kept { get; protected set; }

    /// <summary>Called once, before the first round.</summary>
    public virtual Task PrepareAsync(ServerProcess server, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Makes changes one after another until the server is killed.</summary>
    public abstract Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation);

    /// <summary>Called after the next start. Returns one sentence for each broken promise.</summary>
    public abstract Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation);
}
