namespace MlWorkbench.Application.Events;

/// <summary>The person of a change and the place where it was made.</summary>
/// <param name="ActorId">All zero for the workbench itself.</param>
/// <param name="ProjectId">Null if the change concerns the workbench.</param>
internal sealed record EventOrigin(Guid ActorId, string ActorName, Guid? ProjectId);
