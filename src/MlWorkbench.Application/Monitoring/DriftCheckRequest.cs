namespace MlWorkbench.Application.Monitoring;

/// <summary>The current data to compare with a model's training data: a dataset version, or predictions logged in a window of time.</summary>
/// <param name="Dataset">Name of a dataset. If omitted, logged predictions are compared.</param>
/// <param name="Version">Version of the dataset. If omitted, the newest version is used.</param>
/// <param name="From">Start of the window (UTC).</param>
/// <param name="To">End of the window (UTC), excluded. If omitted, the present time.</param>
public sealed record DriftCheckRequest(string? Dataset = null, int? Version = null, DateTime? From = null, DateTime? To = null);
