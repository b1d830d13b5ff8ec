using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Who moves a version and why.</summary>
internal sealed record StageChangeCause(Actor Actor, string Comment, Guid? RequestId = null, bool Rollback = false);
