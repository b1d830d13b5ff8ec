namespace MlWorkbench.Application.Access;

/// <summary>Configuration section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Whether one person uses the workbench alone. They may then approve their own requests, and the history shows it.</summary>
    public bool SingleUser { get; set; }

    /// <summary>Interval, in seconds, at which a changed head of the audit trail is written to the log and to the file of the day.</summary>
    public int AuditHeadSeconds { get; set; } = 60;

    /// <summary>Longest life of a session, in hours, regardless of its use.</summary>
    public double SessionHours { get; set; } = 168;

    /// <summary>Hours without use after which a session ends. An open page counts as use.</summary>
    public double SessionIdleHours { get; set; } = 12;

    /// <summary>Number of wrong passwords that one address may try on one account before it has to wait.</summary>
    public int SignInTries { get; set; } = 5;

    /// <summary>Length of that wait, in minutes.</summary>
    public double SignInWaitMinutes { get; set; } = 5;

    /// <summary>Number of stored counts of wrong passwords, one for each account and address. Beyond it, the oldest are deleted.</summary>
    public int SignInRows { get; set; } = 10_000;

    /// <summary>Number of attempts with passwords and links that one address may make in a minute, across all accounts.</summary>
    public int TriesPerMinute { get; set; } = 20;

    /// <summary>API requests that one token may make in a second. Bursts of twice as many pass. Null for no limit.</summary>
    public int? TokenRequestsPerSecond { get; set; }
}
