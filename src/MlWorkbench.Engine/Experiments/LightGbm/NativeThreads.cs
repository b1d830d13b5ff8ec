using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Sets up OpenMP before a library that uses it is loaded.</summary>
public static partial class NativeThreads
{
    private const int KeepExisting = 0;

    /// <summary>
    /// Makes waiting OpenMP threads sleep instead of spin: on a busy machine spinning made training many times slower.
    /// Call it first thing in a process that trains; a value that is already set stays.
    /// </summary>
    public static void Prepare()
    {
        // The runtime's own environment does not reach native code: only the C library's does.
        if (!OperatingSystem.IsWindows())
        {
            _ = setenv("OMP_WAIT_POLICY", "passive", KeepExisting);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
