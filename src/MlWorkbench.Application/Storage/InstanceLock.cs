using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Allows one server per storage folder, because SQLite has one writer. Servers of a PostgreSQL database can share a folder.</summary>
public sealed class InstanceLock(IOptions<StorageOptions> options) : IDisposable
{
    /// <summary>Error code if another process holds the lock: EWOULDBLOCK, or a sharing violation.</summary>
    private const int LockedOnLinux = 11;
    private const int LockedOnMac = 35;
    private const int LockedOnWindows = unchecked((int)0x80070020);

    /// <summary>EROFS, the same on Linux and macOS.</summary>
    private const int ReadOnlyDisk = 30;

    private FileStream? _file;

    /// <summary>True if no other process can use the folder.</summary>
    internal bool IsHeld => _file is not null;

    private string Folder => Path.GetFullPath(options.Value.Path);

    /// <summary>A separate file, because other processes cannot read the locked one.</summary>
    private string HolderFile => Path.Combine(options.Value.Path, "server.pid");

    /// <exception cref="WorkbenchException">Another process holds the folder, or the folder cannot be written.</exception>
    public void Acquire()
    {
        try
        {
            CreateFolder();
            if (!options.Value.IsFile)
            {
                return;
            }

            RequireWritableDatabase();
            _file = new FileStream(Path.Combine(options.Value.Path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException exception) when (exception.HResult is LockedOnLinux or LockedOnMac or LockedOnWindows)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_in_use",
                $"The storage folder '{Folder}' is in use by another MlWorkbench{Holder()}. " +
                "Stop it, or set Storage:Path to another folder.", inner: exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_not_writable",
                $"The storage folder '{Folder}' cannot be written: {Because(exception)} " +
                "Correct the cause, or set Storage:Path to another folder.", inner: exception);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Creates the folder for the server's user only.</summary>
    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(options.Value.Path);
        }
        else
        {
            Directory.CreateDirectory(options.Value.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A database from a copy or a backup may have the wrong owner, even if its folder has the right one.</summary>
    private void RequireWritableDatabase()
    {
        if (File.Exists(options.Value.DatabaseFile))
        {
            using var database = new FileStream(options.Value.DatabaseFile, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
    }

    private static string Because(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "the server's user has no right to write there.",
        { HResult: ReadOnlyDisk } => "its disk is read-only.",
        _ => exception.Message,
    };

    private string Holder() => File.Exists(HolderFile) ? $" (process {File.ReadAllText(HolderFile)})" : "";
}
