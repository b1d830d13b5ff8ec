namespace MlWorkbench.Application.Serving;

/// <summary>A logged prediction without its inputs.</summary>
internal sealed record LoggedKey(
    Guid Id,
    string? AssociationId,
    Guid ModelVersionId,
    Guid? RouteId,
    Guid? ShadowOfId,
    string? EntityId,
    DateTime At,
    double Score,
    string? Label);
