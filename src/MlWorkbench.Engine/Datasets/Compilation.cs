using System.Runtime.CompilerServices;

namespace MlWorkbench.Engine.Datasets;

internal static class Compilation
{
    /// <summary>For the loops over all values: the runtime would find them hot, and compile them well, when half of a file is read.</summary>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;
}
