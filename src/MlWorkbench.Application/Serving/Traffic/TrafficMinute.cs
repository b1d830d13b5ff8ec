using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>
/// Counts of one minute of a route, kept by one process. Its process writes the same row again while the minute lasts. Later, the minutes of an hour become
/// one row.
/// </summary>
internal sealed class TrafficMinute
{
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public Guid VersionId { get; init; }

    public RouteMode Mode { get; init; }

    /// <summary>Start of the minute or the hour.</summary>
    public DateTime At { get; init; }

    /// <summary>Whether these are the counts of a whole hour in all processes.</summary>
    public bool IsHour { get; init; }

    public long Requests { get; init; }

    public long Rows { get; init; }

    /// <summary>Calls that the server refused, such as those with a row that breaks the signature.</summary>
    public long Refused { get; init; }

    /// <summary>Calls that failed because of the model or the server.</summary>
    public long Failed { get; init; }

    /// <summary>Refused calls beyond the endpoint's rate. The version has no part in them.</summary>
    public long Limited { get; init; }

    /// <summary>Failed calls that took longer than the endpoint allows.</summary>
    public long TimedOut { get; init; }

    /// <summary>A <see cref="LatencyHistogram"/> of the calls that were answered.</summary>
    public required byte[] Latencies { get; init; }

    /// <summary>JSON of the rows by the humility rules that applied to them. Null if there are none.</summary>
    public string? Hits { get; init; }

    /// <summary>Shadow: rows without a place in the queue.</summary>
    public long Dropped { get; init; }

    /// <summary>Shadow: rows with another label than the answer.</summary>
    public long LabelsDiffer { get; init; }

    /// <summary>Shadow: sum of the differences between its score and that of the answer.</summary>
    public double Difference { get; init; }

    /// <summary>Shadow: sum of the squared differences.</summary>
    public double SquaredDifference { get; init; }

    /// <summary>Shadow: a <see cref="LatencyHistogram"/> of the answers that it repeated.</summary>
    public byte[]? AnswerLatencies { get; init; }
}
