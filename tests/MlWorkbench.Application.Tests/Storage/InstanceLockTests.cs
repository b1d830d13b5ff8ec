using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class InstanceLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-lock-").FullName;

    [Fact]
    public void Acquire_HeldByAnother_SaysSo()
    {
        using var first = Lock(_folder);
        first.Acquire();
        using var second = Lock(_folder);

        Assert.Equal("storage_in_use", Assert.Throws<WorkbenchException>(second.Acquire).Code);
    }

    /// <summary>Neither file is a lock of another MlWorkbench, and no right or user changes it.</summary>
    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("lock-is-a-folder")]
    [InlineData("pid-is-a-folder")]
    public void Acquire_FolderThatCannotBeWritten_SaysThatAndNotThatItIsInUse(string path)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Directory.CreateDirectory(Path.Combine(_folder, "lock-is-a-folder", ".lock"));
        using var instance = Lock(Path.Combine(_folder, path));
        if (path == "pid-is-a-folder")
        {
            Directory.CreateDirectory(Path.Combine(_folder, path, "server.pid"));
        }

        var refusal = Assert.Throws<WorkbenchException>(instance.Acquire);

        Assert.Equal("storage_not_writable", refusal.Code);
        Assert.DoesNotContain("another MlWorkbench", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static InstanceLock Lock(string folder) => new(Options.Create(new StorageOptions { Path = folder }));
}
