using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class FailedStartTests
{
    [Fact]
    public async Task Start_FolderInUse_EndsWithCode3AndOneClearLine()
    {
        await using var first = await WorkbenchServer.StartAsync();

        var line = await FailToStartAsync("http://127.0.0.1:0", first.Folder);

        Assert.Contains("is in use by another MlWorkbench", line, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", line, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_EndsWithCode3AndOneClearLineAndTouchesNothing()
    {
        await using var first = await WorkbenchServer.StartAsync();
        var folder = Path.Combine(first.Folder, "another");

        var line = await FailToStartAsync(first.Url.GetLeftPart(UriPartial.Authority), folder);

        Assert.Contains($"The address {first.Url.GetLeftPart(UriPartial.Authority)} cannot be used: another program listens on port {first.Url.Port}", line, StringComparison.Ordinal);
        Assert.Contains("--urls", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Start_MetricsPortInUse_EndsWithCode3AndOneLineThatNamesTheSetting()
    {
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var line = await FailToStartAsync("http://127.0.0.1:0", Path.Combine(Path.GetTempPath(), "mlworkbench-never-made"), $"--Metrics:Port={port}");

        Assert.Contains($"The port {port} of Metrics:Port cannot be used", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:5080", "does not belong to this machine")]
    [InlineData("5080", "is not an address to listen on")]
    public async Task Start_AddressThatCannotBe_EndsWithCode3AndOneClearLine(string url, string reason) =>
        Assert.Contains(reason, await FailToStartAsync(url, Path.Combine(Path.GetTempPath(), "mlworkbench-never-made")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Storage:Provider", "oracle")]
    [InlineData("Storage:BusySeconds", "soon")]
    public async Task Start_SettingOfTheWrongType_EndsWithCode3AndOneLineThatNamesIt(string setting, string value)
    {
        var line = await FailToStartAsync("http://127.0.0.1:0", Path.Combine(Path.GetTempPath(), "mlworkbench-never-made"), $"--{setting}={value}");

        Assert.Contains($"'{value}' at '{setting}'", line, StringComparison.Ordinal);
    }

    private static async Task<string> FailToStartAsync(string url, string folder, params string[] settings)
    {
        using var second = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll"), $"--urls={url}", $"--Storage:Path={folder}", .. settings])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((3, ""), (second.ExitCode, await output));
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
