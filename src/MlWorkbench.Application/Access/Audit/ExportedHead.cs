namespace MlWorkbench.Application.Access.Audit;

/// <summary>The head of the audit trail as a file in the storage folder keeps it.</summary>
/// <param name="Day">The file's name: the day on which this was the newest entry, in UTC.</param>
/// <param name="Sequence">0 where the file cannot be read as a head.</param>
public sealed record ExportedHead(string Day, long Sequence, string Hash);
