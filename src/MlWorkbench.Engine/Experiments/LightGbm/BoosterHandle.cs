using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Owns a native booster that has entered <see cref="LightGbmThreads"/>, and keeps the datasets that it references until it is freed.</summary>
internal sealed class BoosterHandle : SafeHandle
{
    private readonly List<DatasetHandle> _datasets = [];

    public BoosterHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public void Hold(DatasetHandle dataset)
    {
        var held = false;
        dataset.DangerousAddRef(ref held);
        _datasets.Add(dataset);
    }

    protected override bool ReleaseHandle()
    {
        var freed = LightGbmNative.LGBM_BoosterFree(handle) == 0;
        foreach (var dataset in _datasets)
        {
            dataset.DangerousRelease();
        }

        LightGbmThreads.Leave();

        return freed;
    }
}
