using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>A prediction on its way to the log: one row with its inputs and its result.</summary>
internal sealed class PredictionToLog
{
    public required Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public required Guid ModelVersionId { get; init; }

    /// <summary>The endpoint's route. Null if the caller chose the version.</summary>
    public Guid? RouteId { get; init; }

    /// <summary>The live prediction that a shadow repeated. Null for an answer.</summary>
    public Guid? ShadowOfId { get; init; }

    /// <summary>The account that sent the row.</summary>
    public Guid CallerId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Describes the columns of <see cref="Inputs"/>.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>The row as the model read it. It no longer changes.</summary>
    public required ScoringRow Inputs { get; init; }

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

    /// <summary>Estimate of the memory in bytes.</summary>
    public long Bytes
    {
        get
        {
            const int WithoutInputs = 400;
            const int PerInput = sizeof(double) + sizeof(long);
            long bytes = WithoutInputs + (PerInput * Inputs.Texts.Length);
            foreach (var text in Inputs.Texts)
            {
                bytes += sizeof(char) * (text?.Length ?? 0);
            }

            return bytes;
        }
    }
}
