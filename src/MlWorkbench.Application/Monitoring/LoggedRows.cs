using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Rows of the prediction log as columns.</summary>
/// <param name="Predictions">What the model said, as drift of predictions is judged.</param>
internal sealed record LoggedRows(Table Inputs, Column Predictions);
