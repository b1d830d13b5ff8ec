namespace MlWorkbench.Application.Storage.Backups;

/// <summary>A backup in the folder.</summary>
/// <param name="At">When it was made; UTC.</param>
/// <param name="IsGood">It passed every check when it was made. False: the database was damaged already.</param>
public sealed record BackupFile(string Path, DateTime At, long Bytes, bool IsGood)
{
    public string Name => System.IO.Path.GetFileName(Path);
}
