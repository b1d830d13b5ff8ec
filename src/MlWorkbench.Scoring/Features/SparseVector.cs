namespace MlWorkbench.Scoring.Features;

/// <summary>A reusable buffer for the few non-zero values of a long vector.</summary>
public sealed class SparseVector
{
    public List<int> Indices { get; } = [];

    public List<float> Values { get; } = [];

    internal List<ulong> Grams { get; } = [];

    public void Clear()
    {
        Indices.Clear();
        Values.Clear();
        Grams.Clear();
    }
}
