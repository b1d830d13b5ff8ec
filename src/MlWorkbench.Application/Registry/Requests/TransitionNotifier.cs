using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Notifies the people who may decide on a new request, and the requester of the decision.</summary>
internal sealed class TransitionNotifier(IDbContextFactory<WorkbenchDbContext> contexts) : IEventConsumer
{
    public string Name => "transitionNotifications";

    public IReadOnlySet<string> Kinds { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        RegistryEvents.TransitionRequested.Code,
        RegistryEvents.TransitionApproved.Code,
        RegistryEvents.TransitionRejected.Code,
        RegistryEvents.TransitionWithdrawn.Code,
    };

    public async Task HandleAsync(WorkbenchEvent happened, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var people = happened.Kind == RegistryEvents.TransitionRequested.Code
            ? await FindDecidersAsync(db, happened, cancellationToken)
            : await FindRequesterAsync(db, happened, cancellationToken);
        var notified = await db.Notifications.Where(row => row.EventId == happened.Id).Select(row => row.UserId).ToListAsync(cancellationToken);
        db.Notifications.AddRange(people.Except(notified).Select(person => new Notification { EventId = happened.Id, UserId = person }));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<List<Guid>> FindDecidersAsync(WorkbenchDbContext db, WorkbenchEvent happened, CancellationToken cancellationToken)
    {
        var requestId = EventJson.Read<RegistryEvents.TransitionRequested>(happened).RequestId;
        var request = await db.TransitionRequests.AsNoTracking().SingleAsync(row => row.Id == requestId, cancellationToken);
        // The requester and the creator of the token already know, and normally may not decide.
        var deciders = await db.PeopleWith(Permission.Approve, happened.ProjectId!.Value).Select(user => user.Id).ToListAsync(cancellationToken);
        return [.. deciders.Where(person => person != request.RequestedById && person != request.TokenMakerId)];
    }

    /// <summary>A person who decides on their own request already knows.</summary>
    private static Task<List<Guid>> FindRequesterAsync(WorkbenchDbContext db, WorkbenchEvent happened, CancellationToken cancellationToken) => db.TransitionRequests
        .Where(request => request.Id == happened.SubjectId && request.RequestedById != happened.ActorId)
        .Where(request => db.Users.Any(user => user.Id == request.RequestedById))
        .Select(request => request.RequestedById)
        .ToListAsync(cancellationToken);
}
