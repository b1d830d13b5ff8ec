using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Rows of the prediction log as columns.</summary>
/// <param name="Predictions">The predictions as a column, in the form that the drift tests compare.</param>
internal sealed record LoggedRows(Table Inputs, Column Predictions);
