using System.Security.Cryptography;
using System.Text;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>A backup in the folder.</summary>
/// <param name="At">When it was made; UTC.</param>
/// <param name="IsGood">It passed every check when it was made. False: the database was damaged already.</param>
public sealed record BackupFile(string Path, DateTime At, long Bytes, bool IsGood)
{
    private const int GuidBytes = 16;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Made of the name, because a file has no row that a job could refer to.</summary>
    internal Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, GuidBytes));
}
