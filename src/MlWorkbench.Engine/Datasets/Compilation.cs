using System.Runtime.CompilerServices;

namespace MlWorkbench.Engine.Datasets;

internal static class Compilation
{
    /// <summary>Options for the loops over all values. The runtime would optimise them only after half of a file has been read.</summary>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;
}
