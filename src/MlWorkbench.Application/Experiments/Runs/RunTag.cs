namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A text about a run, under a key.</summary>
internal sealed class RunTag
{
    public const int LongestKey = 250;

    public Guid RunId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}
