namespace MlWorkbench.Application.Serving;

/// <summary>Configuration section <c>Serving</c>.</summary>
public sealed class ServingOptions
{
    public const string Section = "Serving";

    /// <summary>Most rows of one prediction call.</summary>
    public int MaximumRows { get; set; } = 10_000;

    /// <summary>Most rows of one prediction call with contributions, which cost a hundred times as much as a score.</summary>
    public int MaximumExplainedRows { get; set; } = 500;

    /// <summary>Most rows of history in one prediction call.</summary>
    public int MaximumHistoryRows { get; set; } = 10_000;

    /// <summary>Most predictions that wait to be logged. A call beyond it is dropped and counted, or refused.</summary>
    public int LogBacklog { get; set; } = 50_000;

    /// <summary>Bytes of memory for predictions that wait to be logged.</summary>
    public long LogBacklogBytes { get; set; } = 100_000_000;

    /// <summary>Most rows that wait for shadows. A call beyond it is not repeated, and counted.</summary>
    public int ShadowBacklog { get; set; } = 10_000;

    /// <summary>Days that the traffic is kept by the minute. Older traffic is kept by the hour. Zero keeps the minutes permanently.</summary>
    public int TrafficMinutesDays { get; set; } = 31;

    /// <summary>Characters of a text that are logged. A longer text is truncated.</summary>
    public int LogTextLength { get; set; } = 1_000;

    /// <summary>Days that a prediction stays in the log, unless its endpoint has its own setting. Zero keeps predictions permanently.</summary>
    public int LogRetentionDays { get; set; } = 365;
}
