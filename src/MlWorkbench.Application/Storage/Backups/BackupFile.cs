using System.Security.Cryptography;
using System.Text;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>A backup in the folder.</summary>
/// <param name="At">Time of the backup; UTC.</param>
/// <param name="IsGood">The backup passed every check when it was created. False if the database was damaged already.</param>
public sealed record BackupFile(string Path, DateTime At, long Bytes, bool IsGood)
{
    private const int GuidBytes = 16;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Derived from the name, because a file has no row that a job could reference.</summary>
    internal Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, GuidBytes));
}
