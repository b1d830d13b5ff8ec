using System.Reflection;

namespace MlWorkbench.Application;

/// <summary>The version of the product. The build sets it for all projects in <c>src/Directory.Build.props</c>.</summary>
public static class ProductVersion
{
    public static string Current { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
