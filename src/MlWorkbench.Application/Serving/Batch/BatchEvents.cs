using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Changes of batch predictions.</summary>
internal static class BatchEvents
{
    /// <summary>The trail shows a batch prediction under its model.</summary>
    public static EventSubject Of(ScoringVersion version) => new("model", version.ModelId, version.Model);

    /// <param name="Data">The data in words.</param>
    /// <param name="Into">The dataset that receives the result. Null for a file.</param>
    public sealed record Started(Guid Id, int Version, string Data, string? Into) : WorkbenchChange("batch.started")
    {
        public override string Describe() => $"version {Version} scores {Data}{(Into is null ? "" : $" into {Into}")}";
    }
}
