using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>The end of one Trainer process.</summary>
/// <param name="Last">The event that ended the search: completed or failed. Null if there was none.</param>
/// <param name="Crash">The reason why the process died. Null after a regular end.</param>
internal sealed record SearchOutcome(SearchEvent? Last, string? Crash);
