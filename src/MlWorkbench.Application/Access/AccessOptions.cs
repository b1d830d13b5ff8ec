namespace MlWorkbench.Application.Access;

/// <summary>Configuration section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>One person works here alone: they may approve their own requests, and the history says so.</summary>
    public bool SingleUser { get; set; }

    /// <summary>How often the head of the audit trail is written to the log and to its file of the day, in seconds, if it moved.</summary>
    public int AuditHeadSeconds { get; set; } = 60;

    /// <summary>Longest life of a session, in hours, however much it is used.</summary>
    public double SessionHours { get; set; } = 168;

    /// <summary>Hours without use after which a session ends. An open page counts as use.</summary>
    public double SessionIdleHours { get; set; } = 12;

    /// <summary>Wrong passwords that one address may try on one account before it has to wait.</summary>
    public int SignInTries { get; set; } = 5;

    /// <summary>How long it has to wait then, in minutes.</summary>
    public double SignInWaitMinutes { get; set; } = 5;

    /// <summary>Counts of wrong passwords that are kept, one for each account and address; beyond it the oldest are forgotten.</summary>
    public int SignInRows { get; set; } = 10_000;

    /// <summary>Tries of passwords and links that one address may make in a minute, on whatever account.</summary>
    public int TriesPerMinute { get; set; } = 20;

    /// <summary>API requests that one token may make in a second; bursts of twice as many pass. Null: no limit.</summary>
    public int? TokenRequestsPerSecond { get; set; }
}
