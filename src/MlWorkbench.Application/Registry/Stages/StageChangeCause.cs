using MlWorkbench.Application.Access;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Actor and reason of a stage change.</summary>
internal sealed record StageChangeCause(Actor Actor, string Comment, Guid? RequestId = null, bool Rollback = false);
