namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Contents and problems of a database file.</summary>
/// <param name="Schema">Name of the newest migration. Null if the file cannot be read or was never used.</param>
/// <param name="Contents">Number of datasets, model packages and reports whose bytes match their digest.</param>
/// <param name="AuditEntries">Number of audit entries. Null if the schema is older than this program, whose upgrade then checks the chain.</param>
/// <param name="Problems">One sentence each. Empty if the file is intact.</param>
public sealed record DatabaseFacts(string? Schema, int Contents, long? AuditEntries, IReadOnlyList<string> Problems);
