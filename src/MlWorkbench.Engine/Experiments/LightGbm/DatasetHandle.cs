using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Owns a native dataset; boosters that use it hold it too, so it lives as long as they do.</summary>
internal sealed class DatasetHandle : SafeHandle
{
    public DatasetHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    /// <summary>Stands for no dataset.</summary>
    public static DatasetHandle None { get; } = new(0);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => LightGbmNative.LGBM_DatasetFree(handle) == 0;
}
