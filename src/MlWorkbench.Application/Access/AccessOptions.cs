namespace MlWorkbench.Application.Access;

/// <summary>Configuration section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>One person works here alone: they may approve their own requests, and the history says so.</summary>
    public bool SingleUser { get; set; }

    /// <summary>How often the head of the audit trail is written to the log and to its file of the day, in seconds, if it moved.</summary>
    public int AuditHeadSeconds { get; set; } = 60;

    /// <summary>API requests that one token may make in a second; bursts of twice as many pass. Null: no limit.</summary>
    public int? TokenRequestsPerSecond { get; set; }
}
