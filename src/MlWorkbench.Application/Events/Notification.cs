using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Application.Events;

/// <summary>An event that concerns a person. A person has at most one notification of an event.</summary>
internal sealed class Notification
{
    public Guid EventId { get; init; }

    public WorkbenchEvent? Event { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    /// <summary>Null if the person has not read it.</summary>
    public DateTime? ReadAt { get; set; }
}
