namespace MlWorkbench.Engine.Reports;

/// <summary>The data behind a report.</summary>
/// <param name="Digest">SHA-256 of the stored table, hexadecimal.</param>
public sealed record ReportDataset(string Name, int Version, long Rows, string Digest);
