namespace MlWorkbench.Application.Storage.Backups;

/// <summary>What a database file holds and what is wrong with it.</summary>
/// <param name="Schema">Name of the newest migration; null when the file cannot be read or was never used.</param>
/// <param name="Contents">Datasets, model packages and reports whose bytes match their digest.</param>
/// <param name="AuditEntries">Null when the schema is older than this program: the chain is checked after the upgrade.</param>
/// <param name="Problems">A sentence each; empty when the file is whole.</param>
public sealed record DatabaseFacts(string? Schema, int Contents, long? AuditEntries, IReadOnlyList<string> Problems);
