namespace MlWorkbench.Scoring.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Scoring_References_OnlyTheFramework() => Assert.All(
        typeof(LoadedModel).Assembly.GetReferencedAssemblies(),
        reference => Assert.True(
            reference.Name is "netstandard" or "mscorlib" || reference.Name!.StartsWith("System.", StringComparison.Ordinal),
            $"Scoring references {reference.Name}."));

    [Fact]
    public void Scoring_DependsOnNoPackage()
    {
        // The test project references only Scoring, so all its dependencies would be in the same folder.
        var brought = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileName);
        Assert.DoesNotContain(brought, name => name!.StartsWith("Microsoft.ML", StringComparison.Ordinal) || name.Contains("lightgbm", StringComparison.OrdinalIgnoreCase));
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes")));
    }
}
