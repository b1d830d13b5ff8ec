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
            Directory.CreateDirectory(options.Value.Path);
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
            throw new WorkbenchException(ErrorKind.Unavailable, "storage_in_use", $"The storage folder '{Path.GetFullPath(options.Value.Path)}' is in use by another MlWorkbench. Stop it, or name another folder with Storage:Path.", inner: exception);
        }
    }

    public void Dispose() => _file?.Dispose();
}
