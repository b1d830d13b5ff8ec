namespace MlWorkbench.Application.Serving;

/// <summary>A logged prediction: one row with its inputs and its result.</summary>
internal sealed class PredictionLogEntry
{
    public Guid Id { get; init; }

    public Guid ModelVersionId { get; init; }

    public DateTime At { get; init; }

    /// <summary>JSON: the row as sent, by the signature's columns.</summary>
    public required string Inputs { get; init; }

    /// <summary>Probability of the positive (or predicted) class, or the predicted number.</summary>
    public double Score { get; init; }

    public string? Label { get; init; }

    /// <summary>The caller's own key, for joining actual values later.</summary>
    public string? AssociationId { get; init; }

    /// <summary>Milliseconds until the whole call was scored, on the last of its rows. Null on the others.</summary>
    public double? CallMilliseconds { get; init; }
}
