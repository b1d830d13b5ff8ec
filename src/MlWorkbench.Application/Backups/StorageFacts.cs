namespace MlWorkbench.Application.Backups;

/// <summary>Folder, size and versions of the storage.</summary>
/// <param name="Schema">Name of the newest migration.</param>
/// <param name="System">Name and version of the database system.</param>
/// <param name="FreeBytes">Free on the disk of the folder.</param>
public sealed record StorageFacts(string Folder, long DatabaseBytes, long FreeBytes, string System, string Schema);
