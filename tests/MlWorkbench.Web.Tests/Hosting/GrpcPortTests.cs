using MlWorkbench.Application;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class GrpcPortTests
{
    [Theory]
    [InlineData("5999")]
    [InlineData("0")]
    [InlineData("65536")]
    public void Build_PortOfTheSiteOrNoPort_IsRefused(string port)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => WorkbenchHost.Build(["--urls=http://127.0.0.1:5998;http://127.0.0.1:5999", $"--Serving:GrpcPort={port}"]));

        Assert.Equal("setting_invalid", refusal.Code);
        Assert.Contains("Serving:GrpcPort", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_Port_IsAddedBehindTheAddressesOfTheSite()
    {
        await using var site = WorkbenchHost.Build(["--urls=http://0.0.0.0:5998", "--Serving:GrpcPort=5999"]);

        Assert.Equal("http://0.0.0.0:5998;http://0.0.0.0:5999", site.Configuration["urls"]);
    }
}
