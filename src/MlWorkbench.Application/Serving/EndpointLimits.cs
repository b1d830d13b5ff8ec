using System.Text.Json.Serialization;
using MlWorkbench.Application.Serving.Limits;

namespace MlWorkbench.Application.Serving;

/// <summary>Limits of the calls of an endpoint: its own and those of the server.</summary>
/// <param name="Rows">Most rows of one call.</param>
/// <param name="ExplainedRows">Most rows with contributions.</param>
/// <param name="HistoryRows">Most rows of history.</param>
/// <param name="Rate">Most calls in a period. Omitted if any number is accepted.</param>
/// <param name="TimeoutSeconds">Longest duration of a call. Omitted if calls may take any time.</param>
public sealed record EndpointLimits(
    int Rows,
    int ExplainedRows,
    int HistoryRows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CallRate? Rate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? TimeoutSeconds)
{
    internal static EndpointLimits Of(CallLimits own, ServingOptions server)
    {
        var rows = Math.Min(own.Rows ?? int.MaxValue, server.MaximumRows);
        return new EndpointLimits(rows, Math.Min(rows, server.MaximumExplainedRows), server.MaximumHistoryRows, own.Rate, own.TimeoutSeconds);
    }
}
