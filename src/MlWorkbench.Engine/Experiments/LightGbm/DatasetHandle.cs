using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Owns a native dataset. Boosters that use it also keep it, so it exists as long as they do.</summary>
internal sealed class DatasetHandle : SafeHandle
{
    public DatasetHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    /// <summary>Represents the absence of a dataset.</summary>
    public static DatasetHandle None { get; } = new(0);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => LightGbmNative.LGBM_DatasetFree(handle) == 0;
}
