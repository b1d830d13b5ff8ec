using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Availability and errors of LightGBM's native library.</summary>
public static class LightGbmLibrary
{
    /// <summary>Code of the <see cref="EngineException"/> if the library cannot be loaded.</summary>
    public const string Unavailable = "lightgbm_unavailable";

    [ThreadStatic]
    private static bool _isQuiet;

    private static readonly Lazy<string?> LoadFailure = new(TryLoad);

    /// <summary>Loads the library once per process. <paramref name="reason"/> is a sentence for the user, with the remedy.</summary>
    public static bool IsAvailable(out string reason)
    {
        reason = LoadFailure.Value ?? "";
        return LoadFailure.Value is null;
    }

    /// <exception cref="EngineException"><see cref="Unavailable"/>.</exception>
    internal static void EnsureAvailable()
    {
        if (!IsAvailable(out var reason))
        {
            throw new EngineException(Unavailable, reason);
        }
    }

    /// <summary>LightGBM stores its log level per thread and is verbose by default. Any call that reads parameters sets the level.</summary>
    internal static void QuietThread()
    {
        if (!_isQuiet)
        {
            Check(LightGbmNative.LGBM_GetSampleCount(1, "verbosity=-1", out _));
            _isQuiet = true;
        }
    }

    /// <exception cref="EngineException"><c>lightgbm_failed</c>, with LightGBM's own message.</exception>
    internal static void Check(int result)
    {
        if (result != 0)
        {
            throw new EngineException("lightgbm_failed", $"LightGBM refused: {Marshal.PtrToStringUTF8(LightGbmNative.LGBM_GetLastError())}");
        }
    }

    private static string? TryLoad()
    {
        try
        {
            NativeLibrary.Load(LightGbmNative.Library, typeof(LightGbmLibrary).Assembly, null);
            return null;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            return Describe(error.Message);
        }
    }

    private static string Describe(string message) =>
        message.Contains("libgomp", StringComparison.Ordinal)
            ? "LightGBM is not available: the system library libgomp is missing. Install it with: apt-get install libgomp1"
            : $"LightGBM is not available on this machine ({RuntimeInformation.RuntimeIdentifier}): its native library does not load. "
                + "On Debian and Ubuntu, install: apt-get install libgomp1";
}
