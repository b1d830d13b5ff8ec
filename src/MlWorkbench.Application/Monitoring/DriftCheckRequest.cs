namespace MlWorkbench.Application.Monitoring;

/// <summary>What to compare with the training data of a model: a dataset version, or predictions logged in a window of time.</summary>
/// <param name="Dataset">Name of a dataset; leave out for logged predictions.</param>
/// <param name="Version">Version of the dataset; left out: the newest.</param>
/// <param name="From">Start of the window (UTC).</param>
/// <param name="To">End of the window (UTC), not included; left out: now.</param>
public sealed record DriftCheckRequest(string? Dataset = null, int? Version = null, DateTime? From = null, DateTime? To = null);
