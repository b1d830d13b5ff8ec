namespace MlWorkbench.Application.Serving;

/// <summary>A prediction that an earlier release logged as a row. <see cref="Log.OldPredictionLog"/> moves it into a batch.</summary>
internal sealed class PredictionLogEntry
{
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public Guid ModelVersionId { get; init; }

    /// <summary>The endpoint's route. Null if the caller chose the version.</summary>
    public Guid? RouteId { get; init; }

    /// <summary>The live prediction that a shadow repeated. Null for an answer.</summary>
    public Guid? ShadowOfId { get; init; }

    /// <summary>The account that sent the row.</summary>
    public Guid CallerId { get; init; }

    public DateTime At { get; init; }

    /// <summary>JSON: the row as sent, by the signature's columns.</summary>
    public required string Inputs { get; init; }

    /// <summary>Probability of the positive (or predicted) class, or the predicted number.</summary>
    public double Score { get; init; }

    public string? Label { get; init; }

    /// <summary>The caller's own key, for joining actual values later.</summary>
    public string? AssociationId { get; init; }

    /// <summary>The person or thing that the row is about, as the caller names it. Without it, the route is not sticky.</summary>
    public string? EntityId { get; init; }

    /// <summary>Codes of the row's irregularities, separated by commas. Null if there are none.</summary>
    public string? Warnings { get; init; }

    /// <summary>Names of the humility rules that applied to the row, separated by commas. Null if there are none.</summary>
    public string? Flags { get; init; }

    /// <summary>Milliseconds until the whole call was scored, on the last of its rows. Null on the others.</summary>
    public double? CallMilliseconds { get; init; }
}
