namespace MlWorkbench.Application.Serving;

/// <summary>Configuration section <c>Serving</c>.</summary>
public sealed class ServingOptions
{
    public const string Section = "Serving";

    /// <summary>Most rows of one prediction call.</summary>
    public int MaximumRows { get; set; } = 10_000;

    /// <summary>Most rows of one prediction call that asks for contributions: these cost a hundred times a score.</summary>
    public int MaximumExplainedRows { get; set; } = 500;

    /// <summary>Most rows of history that one prediction call may bring.</summary>
    public int MaximumHistoryRows { get; set; } = 10_000;

    /// <summary>Predictions that may wait to be logged; a call that finds no room for all of its own is dropped and counted, or refused.</summary>
    public int LogBacklog { get; set; } = 50_000;

    /// <summary>Bytes of memory that predictions may take while they wait to be logged.</summary>
    public long LogBacklogBytes { get; set; } = 100_000_000;

    /// <summary>Characters of a text that are logged; the rest is cut off.</summary>
    public int LogTextLength { get; set; } = 1_000;

    /// <summary>Days that a prediction stays in the log where nothing else was decided for its endpoint. Zero keeps predictions for ever.</summary>
    public int LogRetentionDays { get; set; } = 365;
}
