using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Something that goes on while the server is killed, and what must be true of it afterwards.</summary>
internal abstract class Scenario
{
    public abstract string Name { get; }

    /// <summary>More configuration of the server, as <c>--Key=Value</c>.</summary>
    public virtual string[] Settings => [];

    /// <summary>The server is killed at a random moment within this time.</summary>
    public virtual TimeSpan Window => TimeSpan.FromSeconds(5);

    /// <summary>Whether each round begins with an empty folder and kills the start itself.</summary>
    public virtual bool KillsTheStart => false;

    /// <summary>Changes that the server has answered so far.</summary>
    public int Acknowledged { get; protected set; }

    /// <summary>Those of them that were found after a start.</summary>
    public int Kept { get; protected set; }

    /// <summary>Once, before the first round.</summary>
    public virtual Task PrepareAsync(ServerProcess server, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Changes things one after the other until the server is gone.</summary>
    public abstract Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation);

    /// <summary>After the next start: one sentence for each promise that was broken.</summary>
    public abstract Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation);
}
