using MlWorkbench.Application.Registry;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class RegistryNamesTests
{
    [Theory]
    [InlineData("churn")]
    [InlineData("Churn-2026_v1.5")]
    [InlineData("départs")]
    public void CheckModel_UsableName_IsKept(string name) => Assert.Equal(name, RegistryNames.CheckModel($" {name} "));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-churn")]
    [InlineData("..")]
    [InlineData("churn/../x")]
    [InlineData("two words")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void CheckModel_NameThatCannotBeUsed_IsRefused(string name) =>
        Assert.Equal("model_name_invalid", Assert.Throws<WorkbenchException>(() => RegistryNames.CheckModel(name)).Code);

    [Theory]
    [InlineData("7")]
    [InlineData("production")]
    [InlineData("a b")]
    public void CheckAlias_AliasThatReadsLikeSomethingElse_IsRefused(string alias) =>
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<WorkbenchException>(() => RegistryNames.CheckAlias(alias)).Kind);
}
