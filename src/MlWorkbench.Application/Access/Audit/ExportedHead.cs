namespace MlWorkbench.Application.Access.Audit;

/// <summary>The head of the audit trail as stored in a file of the storage folder.</summary>
/// <param name="Day">The file's name: the day on which this was the newest entry, in UTC.</param>
/// <param name="Sequence">0 if the file is not a valid head.</param>
public sealed record ExportedHead(string Day, long Sequence, string Hash);
