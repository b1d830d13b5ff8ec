using Microsoft.Extensions.Configuration;
using MlWorkbench.Application;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class RoleSettingTests
{
    [Theory]
    [InlineData(null, "sqlite", ServerRoles.All)]
    [InlineData("web,worker", "sqlite", ServerRoles.All)]
    [InlineData("Worker, Web", "postgresql", ServerRoles.All)]
    [InlineData("web", "postgresql", ServerRoles.Web)]
    [InlineData("worker", "PostgreSql", ServerRoles.Worker)]
    internal void Read_KnownRoles_AreUnderstood(string? setting, string provider, ServerRoles expected) => Assert.Equal(expected, Read(setting, provider));

    [Theory]
    [InlineData("3", "postgresql", "roles_unknown")]
    [InlineData("web;worker", "postgresql", "roles_unknown")]
    [InlineData("web", "sqlite", "roles_need_server")]
    [InlineData("worker", "sqlite", "roles_need_server")]
    public void Read_OtherSettings_AreRefused(string setting, string provider, string code) =>
        Assert.Equal(code, Assert.Throws<WorkbenchException>(() => Read(setting, provider)).Code);

    private static ServerRoles Read(string? setting, string provider) => RoleSetting.Read(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Roles", setting), KeyValuePair.Create("Storage:Provider", (string?)provider)]).Build());
}
