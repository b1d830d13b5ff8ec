using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Sets up OpenMP before a library that uses it is loaded.</summary>
public static partial class NativeThreads
{
    private const int KeepExisting = 0;

    /// <summary>
    /// Makes waiting OpenMP threads sleep instead of spin. On a busy machine, spinning made training many times slower. A process that trains must call this
    /// first. An existing value does not change.
    /// </summary>
    public static void Prepare()
    {
        // The runtime's own environment does not reach native code, which reads that of the C library.
        if (!OperatingSystem.IsWindows())
        {
            _ = setenv("OMP_WAIT_POLICY", "passive", KeepExisting);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
