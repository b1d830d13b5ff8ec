using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

internal sealed class BoosterHandle : SafeHandle
{
    public BoosterHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => LightGbmNative.LGBM_BoosterFree(handle) == 0;
}
