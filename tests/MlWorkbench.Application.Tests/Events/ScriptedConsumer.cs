using System.Collections.Concurrent;
using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Tests.Events;

/// <summary>A consumer of new recipes that runs a script for each event, and remembers the events that it handled.</summary>
internal sealed class ScriptedConsumer : IEventConsumer
{
    public Func<WorkbenchEvent, Task> Script { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<Guid> Handled { get; } = new();

    public string Name => "scripted";

    public IReadOnlySet<string> Kinds { get; } = new HashSet<string>(["recipe.created"]);

    public async Task HandleAsync(WorkbenchEvent happened, CancellationToken cancellationToken)
    {
        await Script(happened);
        Handled.Enqueue(happened.Id);
    }
}
