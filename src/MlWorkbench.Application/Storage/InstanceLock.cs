using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>One server per storage folder: SQLite has one writer, and recovery at start takes every running job for orphaned.</summary>
public sealed class InstanceLock(IOptions<StorageOptions> options) : IDisposable
{
    private FileStream? _file;

    /// <summary>Beside the lock, because nobody else can read that.</summary>
    private string HolderFile => Path.Combine(options.Value.Path, "server.pid");

    /// <exception cref="WorkbenchException">Another process holds the folder, or it cannot be written.</exception>
    public void Acquire()
    {
        try
        {
            CreateFolder();
            _file = new FileStream(Path.Combine(options.Value.Path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_not_writable", $"The storage folder '{Path.GetFullPath(options.Value.Path)}' cannot be written. Give this user the right to write there, or name another folder with Storage:Path.", inner: exception);
        }
        catch (IOException exception)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_in_use", $"The storage folder '{Path.GetFullPath(options.Value.Path)}' is in use by another MlWorkbench{Holder()}. Stop it, or name another folder with Storage:Path.", inner: exception);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>A new folder is for the server's user alone.</summary>
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

    private string Holder() => File.Exists(HolderFile) ? $" (process {File.ReadAllText(HolderFile)})" : "";
}
