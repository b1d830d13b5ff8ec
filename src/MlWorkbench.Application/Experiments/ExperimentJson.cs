using System.Text.Json;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>JSON options for the engine's records in the rows of experiments. The Trainer process uses the same options.</summary>
internal static class ExperimentJson
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, SearchProtocol.Json);

    public static ExperimentSpec ReadSpec(string json) => Read<ExperimentSpec>(json);

    public static SearchPlan? ReadPlan(string? json) => json is null ? null : Read<SearchPlan>(json);

    public static IReadOnlyList<string> ReadFindings(string? json) => json is null ? [] : Read<List<string>>(json);

    public static RunResult? ReadResult(string? json) => json is null ? null : Read<RunResult>(json);

    public static RunEvaluation? ReadEvaluation(string? json) => json is null ? null : Read<RunEvaluation>(json);

    public static SegmentMetric? ReadSegment(string? json) => json is null ? null : Read<SegmentMetric>(json);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, SearchProtocol.Json)
        ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");
}
