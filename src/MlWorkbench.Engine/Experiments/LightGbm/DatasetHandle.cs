using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

internal sealed class DatasetHandle : SafeHandle
{
    public DatasetHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => LightGbmNative.LGBM_DatasetFree(handle) == 0;
}
