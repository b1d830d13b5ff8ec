using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>How one Trainer process ended.</summary>
/// <param name="Last">The event that ended the search: completed or failed; null where there was none.</param>
/// <param name="Crash">Why the process died; null after a regular end.</param>
internal sealed record SearchOutcome(SearchEvent? Last, string? Crash);
