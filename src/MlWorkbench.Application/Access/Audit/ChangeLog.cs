using System.Collections.Frozen;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Records a change in the caller's transaction: its event, and the audit entry made from it.</summary>
public sealed class ChangeLog(EventLog events)
{
    /// <summary>Kinds of objects that belong to the workbench, regardless of the project in which a person changes them.</summary>
    private static readonly FrozenSet<string> OfWorkbench = ["user", "token", "workbench"];

    /// <summary>Adds both rows to the context. The caller's SaveChanges writes them. Call it inside a write transaction.</summary>
    internal async Task RecordAsync(WorkbenchDbContext db, Actor actor, EventSubject subject, WorkbenchChange change, CancellationToken cancellationToken)
    {
        Guid? project = OfWorkbench.Contains(subject.Kind) ? null : actor.Project.Id;
        var happened = events.Add(db, new EventOrigin(actor.UserId, actor.Name, project), subject, change);
        happened.Sequence = await AuditLog.AppendAsync(db, happened, Describe(change, actor), cancellationToken);
    }

    private static string? Describe(WorkbenchChange change, Actor actor)
    {
        if (actor.TokenMaker is not { } maker)
        {
            return change.Describe();
        }

        var by = $"By a token that {maker.Name} <{maker.Email}> created";
        return change.Describe() is { } details ? $"{details.TrimEnd('.')}. {by}" : by;
    }
}
