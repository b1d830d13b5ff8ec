using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Copies a consistent state of a database while others write to it. A plain copy of the file would be inconsistent.</summary>
internal static class DatabaseCopy
{
    /// <summary>Writes the copy and waits until it is on the disk. An incomplete copy is removed.</summary>
    /// <param name="target">A new file, readable only by the server's user.</param>
    public static async Task WriteAsync(string database, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        RequireRoom(database, target);
        try
        {
            CreateFile(target);
            await using (var connection = await OpenAsync(database, SqliteOpenMode.ReadWrite, cancellationToken))
            {
                await using var interruption = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
                await using var copy = connection.CreateCommand();
                copy.CommandText = "VACUUM INTO $target";
                copy.Parameters.AddWithValue("$target", target);
                await Task.Run(() => copy.ExecuteNonQuery(), CancellationToken.None);
            }

            Sync(target);
        }
        catch (Exception exception)
        {
            File.Delete(target);
            File.Delete(target + "-journal");
            cancellationToken.ThrowIfCancellationRequested();
            if (StorageFailure.Find(exception) is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }

    /// <summary>Opens the file with its own connection, which closes with the context.</summary>
    public static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Creates an empty file for this user only, because a database holds password hashes and the keys of sessions.</summary>
    public static void CreateFile(string path)
    {
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, creation);
    }

    /// <summary>Waits until the file's bytes are on the disk.</summary>
    public static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private static void RequireRoom(string database, string target)
    {
        var needed = new FileInfo(database).Length;
        var volume = DiskSpace.VolumeOf(target);
        if (volume.AvailableFreeSpace is var free && free < needed)
        {
            throw new WorkbenchException(ErrorKind.StorageFull, "disk_full", string.Create(CultureInfo.InvariantCulture,
                $"A copy of the database needs up to {needed:N0} bytes, and the volume {volume.Name} has {free:N0} bytes free. " +
                $"Free some space, or set Backup:Folder to a folder on another disk."));
        }
    }
}
