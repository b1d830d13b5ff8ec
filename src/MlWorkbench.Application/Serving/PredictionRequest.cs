using System.Text.Json;

namespace MlWorkbench.Application.Serving;

/// <summary>Request to score rows.</summary>
/// <param name="Rows">An array of objects: values by column name.</param>
/// <param name="Explain">Whether to include the contribution of each column for each row.</param>
/// <param name="History">For a model that looks back in time: an array of earlier rows with the columns that it uses.</param>
/// <param name="AssociationIds">The caller's own key of each row, for joining actual values later.</param>
/// <param name="EntityIds">The person or thing that each row is about. While versions share the traffic, the same one gets the same version.</param>
public sealed record PredictionRequest(
    JsonElement Rows,
    bool Explain = false,
    JsonElement? History = null,
    IReadOnlyList<string?>? AssociationIds = null,
    IReadOnlyList<string?>? EntityIds = null);
