namespace MlWorkbench.Application.Serving;

/// <summary>A prediction that waits to be logged.</summary>
/// <param name="Written">Told when it and all before it are committed; null where nobody waits.</param>
internal readonly record struct WaitingPrediction(PredictionLogEntry Entry, TaskCompletionSource? Written)
{
    private const int FixedBytes = 400;

    /// <summary>About what it takes in memory.</summary>
    public long Bytes => FixedBytes + (sizeof(char) * (long)Entry.Inputs.Length);
}
