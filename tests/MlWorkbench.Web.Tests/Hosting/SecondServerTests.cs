using System.Diagnostics;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class SecondServerTests
{
    [Fact]
    public async Task Start_FolderInUse_EndsWithCode3AndOneClearLine()
    {
        await using var first = await WorkbenchServer.StartAsync();
        using var second = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll"), "--urls=http://127.0.0.1:0", $"--Storage:Path={first.Folder}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, second.ExitCode);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("is in use by another MlWorkbench", line, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", line, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", line, StringComparison.Ordinal);
    }
}
