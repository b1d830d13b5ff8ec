namespace MlWorkbench.Application.Backups;

/// <summary>Where the workbench keeps its data and how much there is.</summary>
/// <param name="Schema">Name of the newest migration.</param>
/// <param name="FreeBytes">Free on the disk that holds the folder.</param>
public sealed record StorageFacts(string Folder, long DatabaseBytes, long FreeBytes, string SqliteVersion, string Schema);
