using System.Text.Json;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>JSON options for the engine's records in the rows of experiments. The Trainer process uses the same options.</summary>
internal static class ExperimentJson
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, SearchProtocol.Json);

    /// <exception cref="WorkbenchException">The experiment has no specification.</exception>
    public static ExperimentSpec ReadSpec(string? json) => json is null
        ? throw WorkbenchException.Conflict(
            "experiment_without_search",
            "The experiment has no search: another program logged its runs. Choose an experiment of this workbench.")
        : Read<ExperimentSpec>(json);

    public static SearchPlan? ReadPlan(string? json) => json is null ? null : Read<SearchPlan>(json);

    public static IReadOnlyList<Statement> ReadFindings(string? json) => json is null ? [] : Read<List<Statement>>(json);

    public static IReadOnlyList<EnsembleMember>? ReadMembers(string? json) => json is null ? null : Read<List<EnsembleMember>>(json);

    public static SegmentMetric? ReadSegment(string? json) => json is null ? null : Read<SegmentMetric>(json);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, SearchProtocol.Json)
        ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");
}
