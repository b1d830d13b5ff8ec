using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Events;

/// <summary>Records events in the caller's transaction, each with a delivery for every consumer of its kind.</summary>
public sealed class EventLog(IServiceProvider services, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>Adds the event to the context. The caller numbers and saves it.</summary>
    internal WorkbenchEvent Add(WorkbenchDbContext db, EventOrigin origin, EventSubject subject, WorkbenchChange change)
    {
        // The precision that every database keeps, so that the audit chain hashes the stored time.
        var now = clock.GetUtcNow().UtcDateTime;
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var happened = new WorkbenchEvent
        {
            Id = Guid.CreateVersion7(),
            At = at,
            Kind = change.Kind,
            ProjectId = origin.ProjectId,
            ActorId = origin.ActorId,
            ActorName = origin.ActorName,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            SubjectName = subject.Name,
            Parameters = EventJson.Write(change),
        };
        db.Events.Add(happened);
        signal.ExpectCommit(db);
        foreach (var consumer in services.GetServices<IEventConsumer>().Where(consumer => consumer.Kinds.Contains(change.Kind)))
        {
            db.Deliveries.Add(new Delivery { EventId = happened.Id, Consumer = consumer.Name, DueAt = happened.At });
        }

        return happened;
    }
}
