using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A parameter of a run: a number, a boolean or a text. The other two columns are null.</summary>
internal sealed class RunParameter
{
    public const int LongestName = 250;

    public Guid RunId { get; init; }

    public required string Name { get; init; }

    public double? Number { get; init; }

    public bool? Boolean { get; init; }

    public string? Text { get; init; }

    public ParameterValue Value => this switch
    {
        { Number: { } number } => ParameterValue.Of(number),
        { Boolean: { } boolean } => ParameterValue.Of(boolean),
        _ => ParameterValue.Of(Text!),
    };
}
