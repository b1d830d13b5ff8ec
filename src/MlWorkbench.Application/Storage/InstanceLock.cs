using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>One server per storage folder: SQLite has one writer, and recovery at start takes every running job for orphaned.</summary>
public sealed class InstanceLock(IOptions<StorageOptions> options) : IDisposable
{
    private FileStream? _file;

    /// <exception cref="WorkbenchException">Another process holds the folder, or it cannot be written.</exception>
    public void Acquire()
    {
        var path = Path.Combine(options.Value.Path, ".lock");
        try
        {
            CreateFolder();
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            _file.SetLength(0);
            _file.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            _file.Flush();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_not_writable", $"The storage folder '{Path.GetFullPath(options.Value.Path)}' cannot be written. Give this user the right to write there, or name another folder with Storage:Path.", inner: exception);
        }
        catch (IOException exception)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_in_use", $"The storage folder '{Path.GetFullPath(options.Value.Path)}' is in use by another MlWorkbench{HolderOf(path)}. Stop it, or name another folder with Storage:Path.", inner: exception);
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

    private static string HolderOf(string path)
    {
        try
        {
            // Shared with everything, so that reading does not ask for the lock that the holder has.
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return $" (process {reader.ReadToEnd()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
