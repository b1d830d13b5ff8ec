namespace MlWorkbench.Application.Serving;

/// <summary>A dataset version whose rows a model can use as history.</summary>
internal sealed record HistoryVersion(string Dataset, int Number, string Digest);
